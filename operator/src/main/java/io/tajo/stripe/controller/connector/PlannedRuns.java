package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.controller.input.Resolution.Resolved;
import io.tajo.stripe.controller.status.ConnectorStatuses;
import io.tajo.stripe.controller.sync.SyncPlanner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The runs of a connector: made when they are due, deleted when they are too many. */
record PlannedRuns(SyncPlanner planner, KubernetesClient client) {
  /**
   * Those of a connector.
   *
   * @param syncs its runs
   * @param told what a receiver tells; goes before the status, since the ledger may be another than
   *     the one that was filled
   */
  static PlannedRuns of(
      StripeConnector connector,
      Resolved resolved,
      List<StripeSync> syncs,
      Optional<StripeConnectorStatus> told,
      KubernetesClient client) {
    Optional<Instant> lastFull =
        told.or(() -> Optional.ofNullable(connector.getStatus()))
            .flatMap(status -> Optional.ofNullable(status.lastFullSyncTime()));
    return new PlannedRuns(
        new SyncPlanner(
            connector,
            resolved.question(),
            syncs,
            lastFull,
            ConnectorStatuses.readsSpentUntil(connector, told)),
        client);
  }

  /** When the next one is due. */
  Optional<Instant> next() {
    return planner.next();
  }

  /** When to look again, so that the next one starts in time: it waits for one that goes on. */
  Optional<Instant> lookAgain() {
    return planner.isBusy() ? Optional.empty() : planner.next();
  }

  /** Makes the one that is due. */
  void start(Instant now) {
    planner
        .dueAt(now)
        .ifPresent(sync -> {
          try {
            client.resource(sync).create();
          } catch (KubernetesClientException e) {
            if (e.getCode() != 409) { // Made by an earlier look, and not seen yet.
              throw e;
            }
          }
        });
  }

  /** Deletes those that the history has no room for. */
  void tidy() {
    planner.surplus().forEach(sync -> client.resource(sync).delete());
  }

  /** Ends those that have not ended. */
  void stop() {
    planner.unfinished().forEach(sync -> client.resource(sync).delete());
  }
}
