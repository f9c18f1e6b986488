package io.tajo.stripe.controller.status;

import static io.tajo.stripe.controller.Runs.full;
import static io.tajo.stripe.controller.Runs.incremental;
import static io.tajo.stripe.controller.status.Seen.GOOD;
import static io.tajo.stripe.controller.status.Seen.ROLLING;
import static io.tajo.stripe.controller.status.Situations.ACCEPTED;
import static io.tajo.stripe.controller.status.Situations.AWAKE;
import static io.tajo.stripe.controller.status.Situations.COMPLETE;
import static io.tajo.stripe.controller.status.Situations.RECEIVING;
import static io.tajo.stripe.controller.status.Situations.situation;

import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.controller.status.Situations.Case;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Situations of a connector that is looked at for the first time: its pods and its runs. */
final class RunSituations {
  private static final Seen SEEN = Seen.IN_STEP;

  private RunSituations() {}

  static Stream<Case> all() {
    return Stream.of(
        situation(
            "the database starts",
            SEEN.database(Workload.NONE),
            "Ready False DatabaseNotReady",
            "Reconciling True DatabaseNotReady",
            ACCEPTED,
            RECEIVING,
            COMPLETE,
            AWAKE),
        situation(
            "the database is the user's",
            SEEN.database(null),
            "Ready True InStep",
            ACCEPTED,
            RECEIVING,
            COMPLETE,
            AWAKE),
        situation(
            "receivers start",
            SEEN.receiver(Workload.NONE),
            "Ready False ReceiverNotReady",
            "Reconciling True ReceiverNotReady",
            ACCEPTED,
            "WebhookReady False ReceiverNotReady",
            COMPLETE,
            AWAKE),
        situation(
            "receivers cannot be made",
            SEEN.receiver(new Workload(false, false, Optional.of("quota exceeded"))),
            "Ready False ReceiverNotReady",
            "Stalled True ReceiverNotReady",
            ACCEPTED,
            "WebhookReady False ReceiverNotReady",
            COMPLETE,
            AWAKE),
        situation(
            "pods are being replaced",
            SEEN.receiver(ROLLING),
            "Ready True InStep",
            "Reconciling True RollingOut",
            ACCEPTED,
            RECEIVING,
            COMPLETE,
            AWAKE),
        situation(
            "the database's pod is being replaced",
            SEEN.database(ROLLING),
            "Ready True InStep",
            "Reconciling True RollingOut",
            ACCEPTED,
            RECEIVING,
            COMPLETE,
            AWAKE),
        situation(
            "the new pods do not start, the old ones serve",
            SEEN.receiver(new Workload(true, false, Optional.of("has timed out progressing"))),
            "Ready True InStep",
            "Stalled True RolloutFailed",
            ACCEPTED,
            RECEIVING,
            COMPLETE,
            AWAKE),
        situation(
            "all is up and no run is made yet",
            SEEN.history(),
            "Ready False FirstSync",
            "Reconciling True FirstSync",
            ACCEPTED,
            RECEIVING,
            "SyncHealthy Unknown NoRunYet",
            AWAKE),
        situation(
            "the first run goes on",
            SEEN.history(full("2026-01-07T11:00:00Z").running()),
            "Ready False FirstSync",
            "Reconciling True FirstSync",
            ACCEPTED,
            RECEIVING,
            "SyncHealthy Unknown FirstRunGoingOn",
            AWAKE),
        situation(
            "it failed",
            SEEN.history(full("2026-01-07T11:00:00Z").failed("2026-01-07T11:30:00Z")),
            "Ready False RunFailed",
            "Reconciling True RunFailed",
            ACCEPTED,
            RECEIVING,
            "SyncHealthy False RunFailed",
            AWAKE),
        situation(
            "and is made again",
            SEEN.history(
                full("2026-01-07T11:00:00Z").failed("2026-01-07T11:30:00Z"),
                full("2026-01-07T11:35:00Z").running()),
            "Ready False FirstSync",
            "Reconciling True FirstSync",
            ACCEPTED,
            RECEIVING,
            "SyncHealthy False RunFailed",
            AWAKE),
        situation(
            "a failed run, then a good one",
            SEEN.history(
                full("2026-01-07T11:00:00Z").failed("2026-01-07T11:30:00Z"),
                full("2026-01-07T11:35:00Z").succeeded("2026-01-07T11:50:00Z")),
            "Ready True InStep",
            ACCEPTED,
            RECEIVING,
            COMPLETE,
            AWAKE),
        situation(
            "the ledger is empty, for its disk was made anew",
            SEEN.told(StripeConnectorStatus.builder().build()),
            "Ready False FirstSync",
            "Reconciling True FirstSync",
            ACCEPTED,
            RECEIVING,
            COMPLETE,
            AWAKE),
        situation(
            "a run was refused: somebody has to mend something",
            SEEN.history(GOOD, full("2026-01-07T11:00:00Z").refused("2026-01-07T11:30:00Z")),
            "Ready False RunFailed",
            "Stalled True RunFailed",
            ACCEPTED,
            RECEIVING,
            "SyncHealthy False RunFailed",
            AWAKE),
        situation(
            "and is made again, mended or not",
            SEEN.history(
                GOOD,
                full("2026-01-07T11:00:00Z").refused("2026-01-07T11:30:00Z"),
                full("2026-01-07T11:35:00Z").running()),
            "Ready False RunFailed",
            "Reconciling True RunFailed",
            ACCEPTED,
            RECEIVING,
            "SyncHealthy False RunFailed",
            AWAKE),
        situation(
            "a good run, then a failed one",
            SEEN.history(GOOD, incremental("2026-01-07T11:45:00Z").failed("2026-01-07T11:46:00Z")),
            "Ready False RunFailed",
            "Reconciling True RunFailed",
            ACCEPTED,
            RECEIVING,
            "SyncHealthy False RunFailed",
            AWAKE),
        situation(
            "which is made up for just now",
            SEEN.history(
                GOOD,
                incremental("2026-01-07T11:45:00Z").failed("2026-01-07T11:46:00Z"),
                incremental("2026-01-07T12:00:00Z").running()),
            "Ready False RunFailed",
            "Reconciling True RunFailed",
            ACCEPTED,
            RECEIVING,
            "SyncHealthy False RunFailed",
            AWAKE),
        situation(
            "a run goes on as every quarter of an hour",
            SEEN.history(GOOD, incremental("2026-01-07T12:00:00Z").running()),
            "Ready True InStep",
            ACCEPTED,
            RECEIVING,
            COMPLETE,
            AWAKE),
        situation(
            "a dry run counts neither while it goes on nor when it failed",
            SEEN.history(
                GOOD,
                full("2026-01-07T11:00:00Z").dry().failed("2026-01-07T11:01:00Z"),
                full("2026-01-07T11:02:00Z").dry().running()),
            "Ready True InStep",
            ACCEPTED,
            RECEIVING,
            COMPLETE,
            AWAKE),
        situation(
            "a dry run helps nothing against a failed one",
            SEEN.history(
                full("2026-01-07T11:00:00Z").failed("2026-01-07T11:01:00Z"),
                full("2026-01-07T11:02:00Z").dry().running()),
            "Ready False RunFailed",
            "Reconciling True RunFailed",
            ACCEPTED,
            RECEIVING,
            "SyncHealthy False RunFailed",
            AWAKE),
        situation(
            "the first run cannot start",
            SEEN.history(full("2026-01-07T11:00:00Z").stuck("PodNotRunning", "no image")),
            "Ready False RunNotStarting",
            "Reconciling True RunNotStarting",
            ACCEPTED,
            RECEIVING,
            "SyncHealthy False RunNotStarting",
            AWAKE),
        situation(
            "a later one cannot start",
            SEEN.history(
                GOOD, incremental("2026-01-07T11:00:00Z").stuck("PodNotStarting", "no node")),
            "Ready False RunNotStarting",
            "Reconciling True RunNotStarting",
            ACCEPTED,
            RECEIVING,
            "SyncHealthy False RunNotStarting",
            AWAKE),
        situation(
            "a dry run cannot start, for which another waits",
            SEEN.history(
                GOOD,
                full("2026-01-07T11:00:00Z").dry().stuck("JobRefused", "a quota"),
                incremental("2026-01-07T11:15:00Z").stuck("WaitsForTurn", "another goes on")),
            "Ready False RunNotStarting",
            "Reconciling True RunNotStarting",
            ACCEPTED,
            RECEIVING,
            "SyncHealthy False RunNotStarting",
            AWAKE),
        situation(
            "nothing waits for a dry run that cannot start",
            SEEN.history(
                GOOD, full("2026-01-07T11:00:00Z").dry().stuck("PodNotRunning", "no image")),
            "Ready True InStep",
            ACCEPTED,
            RECEIVING,
            COMPLETE,
            AWAKE),
        situation(
            "the ledger knows of a full run that no StripeSync tells of",
            SEEN.history()
                .told(
                    StripeConnectorStatus.builder()
                        .lastFullSyncTime(Instant.parse("2026-01-01T00:00:00Z"))
                        .build()),
            "Ready True InStep",
            ACCEPTED,
            RECEIVING,
            "SyncHealthy Unknown NoRunYet",
            AWAKE),
        situation(
            "suspended",
            SEEN.suspend(),
            "Ready False Suspended",
            ACCEPTED,
            RECEIVING,
            COMPLETE,
            "Suspended True Asked"),
        situation(
            "suspended while a run goes on, which still writes",
            SEEN.suspend().history(GOOD, incremental("2026-01-07T12:00:00Z").running()),
            "Ready False Suspended",
            "Reconciling True Suspended",
            ACCEPTED,
            RECEIVING,
            COMPLETE,
            "Suspended True Asked"),
        situation(
            "suspended before anything was there",
            SEEN.suspend().asking().receiver(Workload.NONE).database(Workload.NONE).history(),
            "Ready False Suspended",
            "CredentialsValid Unknown Asking",
            "WebhookReady False ReceiverNotReady",
            "SyncHealthy Unknown NoRunYet",
            "Suspended True Asked"));
  }
}
