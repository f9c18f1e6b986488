package io.tajo.stripe.controller.connector;

import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.controller.status.Outcomes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a receiver told, and when it was asked. An answer stays while no receiver is up, and the
 * ledger that it was about may be another by then.
 */
record ReceiverAnswer(StripeConnectorStatus status, Instant at) {
  /** The clocks of the operator and of the API server are no further apart. */
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  /**
   * The same, where a run has ended well that it cannot have told of. A status without the time of
   * a full run is then of a ledger that none has filled.
   */
  StripeConnectorStatus since(Outcomes runs) {
    Optional<Instant> filled =
        runs.lastSuccess(_ -> true).filter(end -> !at.isAfter(end.plus(CLOCKS)));
    return status.lastFullSyncTime() == null && filled.isPresent()
        ? status.toBuilder().lastFullSyncTime(filled.get()).build()
        : status;
  }
}
