package io.tajo.stripe.controller.status;

import static io.tajo.stripe.controller.status.ConditionSet.FALSE;
import static io.tajo.stripe.controller.status.ConditionSet.TRUE;

import io.tajo.stripe.api.ConditionTypes;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatusBuilder;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.StripeSyncStatus;
import io.tajo.stripe.controller.input.Resolution.Refused;
import io.tajo.stripe.controller.model.Names;
import io.tajo.stripe.pipeline.EndpointState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connector's status, from what is seen of it. The same observation gives an equal status, so
 * that nothing is written where nothing has changed. What is not known at the moment stays as it
 * was.
 */
public final class ConnectorStatuses {
  static final String NOT_STARTING = "RunNotStarting";
  private static final String FAILED = "ReconcileFailed";
  private static final String PARTLY = "PartlyApplied";

  /** Reasons of {@code Ready} with which no run starts: its pod would not find what it should. */
  public static final Set<String> NOT_APPLIED =
      Stream.concat(Refused.REASONS.stream(), Stream.of(FAILED, Readiness.CLAIMED))
          .collect(Collectors.toSet());

  private final InstantSource clock;

  public ConnectorStatuses(InstantSource clock) {
    this.clock = clock;
  }

  private ConditionSet conditions(StripeConnector connector) {
    @Nullable StripeConnectorStatus before = connector.getStatus();
    return new ConditionSet(
        before == null ? null : before.conditions(),
        connector.getMetadata().getGeneration(),
        clock.instant());
  }

  /**
   * When to look again at a connector with this status although nothing has changed: what it waits
   * for will have taken too long then. Empty: not for that.
   */
  public static Optional<Instant> lookAgain(StripeConnectorStatus status) {
    return Optional.ofNullable(status.conditions()).flatMap(Patience::end);
  }

  /**
   * Somebody has to mend the spec or a Secret, at once or where the Secret does not come by itself
   * ({@link #lookAgain}); all else stays as it was.
   */
  public StripeConnectorStatus refused(StripeConnector connector, String reason, String message) {
    @Nullable StripeConnectorStatus before = connector.getStatus();
    ConditionSet conditions =
        suspended(connector).set(ConditionTypes.READY, FALSE, reason, message);
    conditions =
        (Patience.with(reason).isPresent()
                ? Patience.await(conditions, reason, message)
                : conditions.set(ConditionTypes.STALLED, TRUE, reason, message))
            .keep(ConditionTypes.CREDENTIALS_VALID, reason, "Not asked yet")
            .keep(ConditionTypes.WEBHOOK_READY, reason, "Not known yet")
            .keep(ConditionTypes.SYNC_HEALTHY, reason, "No run yet");
    return copy(before)
        .observedGeneration(connector.getMetadata().getGeneration())
        .conditions(conditions.list())
        .nextSyncTime(null)
        .build();
  }

  /** Kubernetes refused something; it is tried again, and all else stays as it was. */
  public StripeConnectorStatus failed(StripeConnector connector, String message) {
    ConditionSet conditions =
        failed(suspended(connector), FAILED, message)
            .keep(ConditionTypes.CREDENTIALS_VALID, FAILED, "Not asked yet")
            .keep(ConditionTypes.WEBHOOK_READY, FAILED, "Not known yet")
            .keep(ConditionTypes.SYNC_HEALTHY, FAILED, "No run yet");
    return copy(connector.getStatus())
        .observedGeneration(connector.getMetadata().getGeneration())
        .conditions(conditions.list())
        .build();
  }

  /**
   * The same, where all else is as it is seen.
   *
   * @param partly whether runs do without what was refused
   */
  public StripeConnectorStatus failed(
      StripeConnector connector, Observation seen, boolean partly, String message) {
    return of(
        connector,
        seen,
        (conditions, _, _) -> failed(conditions, partly ? PARTLY : FAILED, message));
  }

  private static ConditionSet failed(ConditionSet conditions, String reason, String message) {
    return conditions
        .set(ConditionTypes.READY, FALSE, reason, message)
        .set(ConditionTypes.RECONCILING, TRUE, reason, message);
  }

  private static StripeConnectorStatusBuilder copy(@Nullable StripeConnectorStatus before) {
    return before == null ? StripeConnectorStatus.builder() : before.toBuilder();
  }

  private ConditionSet suspended(StripeConnector connector) {
    return suspended(
        conditions(connector), connector.getSpec().effective().suspended(), Optional.empty());
  }

  private static ConditionSet suspended(
      ConditionSet conditions, boolean suspended, Optional<StripeSync> working) {
    String asked =
        working
            .map(ConnectorStatuses::suspendedWhile)
            .orElse("spec.suspend is true: events are stored, nothing is written");
    return conditions.set(
        ConditionTypes.SUSPENDED,
        suspended ? TRUE : FALSE,
        suspended ? "Asked" : "NotAsked",
        suspended ? asked : "");
  }

  static String suspendedWhile(StripeSync run) {
    return "spec.suspend is true: events are stored, but the run "
        + run.getMetadata().getName()
        + " still goes on and writes until it ends; delete it to stop it now";
  }

  /** The status of a connector whose spec and Secrets are in order. */
  public StripeConnectorStatus of(StripeConnector connector, Observation seen) {
    return of(
        connector,
        seen,
        (conditions, runs, full) ->
            Readiness.add(conditions, seen, runs, full, Names.of(connector)));
  }

  /** Says whether a connector is ready; {@code full}: whether a full run has filled the ledger. */
  private interface Judgement {
    void add(ConditionSet conditions, Outcomes runs, boolean full);
  }

  private StripeConnectorStatus of(
      StripeConnector connector, Observation seen, Judgement judgement) {
    @Nullable StripeConnectorStatus before = connector.getStatus();
    Outcomes runs = new Outcomes(seen.syncs());
    ConditionSet conditions = conditions(connector);
    CredentialsCondition.add(conditions, seen);
    WebhookCondition.add(conditions, seen, Names.of(connector));
    health(conditions, runs);
    suspended(conditions, seen.suspended(), runs.working());
    @Nullable Instant lastFull =
        latest(
            runs.lastSuccess(Outcomes::isFull),
            seen.told().map(StripeConnectorStatus::lastFullSyncTime),
            before == null ? null : before.lastFullSyncTime());
    boolean empty =
        seen.told()
            .map(told -> told.lastFullSyncTime() == null)
            .orElseGet(() -> wasEmpty(before, runs));
    judgement.add(conditions, runs, lastFull != null && !empty);
    return copy(before)
        .observedGeneration(connector.getMetadata().getGeneration())
        .connected(connected(seen, before))
        .brevoOrganization(
            seen.brevo().organization().orElse(before == null ? null : before.brevoOrganization()))
        .checks(Bounds.checks(seen.checks().orElse(before == null ? null : before.checks())))
        .lastSyncTime(
            latest(
                runs.lastSuccess(_ -> true),
                seen.told().map(StripeConnectorStatus::lastSyncTime),
                before == null ? null : before.lastSyncTime()))
        .lastFullSyncTime(lastFull)
        .lastEventTime(
            latest(
                Optional.empty(),
                seen.told().map(StripeConnectorStatus::lastEventTime),
                before == null ? null : before.lastEventTime()))
        .synced(runs.newest(StripeSyncStatus::synced, before, StripeConnectorStatus::synced))
        .contacts(runs.newest(StripeSyncStatus::contacts, before, StripeConnectorStatus::contacts))
        .leftOut(runs.newest(StripeSyncStatus::leftOut, before, StripeConnectorStatus::leftOut))
        .webhook(webhook(seen, before))
        .nextSyncTime(seen.next().orElse(null))
        .readsSpentUntil(readsSpentUntil(connector, seen.told()).orElse(null))
        .conditions(conditions.list())
        .build();
  }

  /** Whether the ledger was empty when somebody told last, and no full run has filled it since. */
  private static boolean wasEmpty(@Nullable StripeConnectorStatus before, Outcomes runs) {
    return Stream.ofNullable(before)
        .flatMap(status -> Stream.ofNullable(status.conditions()))
        .flatMap(List::stream)
        .filter(condition -> condition.getType().equals(ConditionTypes.READY))
        .filter(condition -> condition.getReason().equals(Readiness.FIRST_SYNC))
        .map(condition -> Instant.parse(condition.getLastTransitionTime()))
        .anyMatch(since ->
            runs.lastSuccess(Outcomes::isFull).filter(end -> !end.isBefore(since)).isEmpty());
  }

  private static @Nullable Instant latest(
      Optional<Instant> run, Optional<Instant> told, @Nullable Instant before) {
    return Stream.of(run, told, Optional.ofNullable(before))
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .orElse(null);
  }

  private static @Nullable Boolean connected(
      Observation seen, @Nullable StripeConnectorStatus before) {
    return seen.checks()
        .map(checks -> Checks.refusal(checks).isEmpty())
        .orElse(before == null ? null : before.connected());
  }

  /** When scheduled full runs may read Stripe again, as a receiver told last. */
  public static Optional<Instant> readsSpentUntil(
      StripeConnector connector, Optional<StripeConnectorStatus> told) {
    return told.or(() -> Optional.ofNullable(connector.getStatus()))
        .flatMap(status -> Optional.ofNullable(status.readsSpentUntil()));
  }

  private static void health(ConditionSet conditions, Outcomes runs) {
    Optional<StripeSync> last = runs.last();
    if (runs.stuck().isPresent()) {
      conditions.set(ConditionTypes.SYNC_HEALTHY, FALSE, NOT_STARTING, said(runs.stuck().get()));
    } else if (last.isEmpty()) {
      boolean running = runs.isGoing();
      conditions.keep(
          ConditionTypes.SYNC_HEALTHY,
          running ? "FirstRunGoingOn" : "NoRunYet",
          running ? "The first run is going on" : "No run has been made yet");
    } else if (Outcomes.succeeded(last.get())) {
      conditions.set(ConditionTypes.SYNC_HEALTHY, TRUE, "Complete", said(last.get()));
    } else {
      conditions.set(ConditionTypes.SYNC_HEALTHY, FALSE, "RunFailed", said(last.get()));
    }
  }

  static String said(StripeSync sync) {
    String told =
        Optional.ofNullable(sync.getStatus())
            .map(StripeSyncStatus::message)
            .orElse("it told nothing");
    return sync.getMetadata().getName() + ": " + told;
  }

  private static StripeConnectorStatus.@Nullable Webhook webhook(
      Observation seen, @Nullable StripeConnectorStatus before) {
    StripeConnectorStatus.@Nullable Webhook known = before == null ? null : before.webhook();
    StripeConnectorStatus.@Nullable Webhook told =
        seen.told().map(StripeConnectorStatus::webhook).orElse(known);
    @Nullable String id =
        switch (seen.webhook().endpoint().orElse(null)) {
          case EndpointState.Ready ready -> ready.id();
          case EndpointState.Removed() -> null;
          case null, default ->
              known == null || !seen.webhook().managed() ? null : known.endpointId();
        };
    @Nullable String url = seen.webhook().url().orElse(null);
    return told == null && url == null && id == null
        ? null
        : new StripeConnectorStatus.Webhook(
            url, id, told == null ? 0 : told.pending(), told == null ? 0 : told.failed());
  }
}
