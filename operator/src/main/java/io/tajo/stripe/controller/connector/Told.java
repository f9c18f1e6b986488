package io.tajo.stripe.controller.connector;

import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.controller.status.Outcomes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a receiver told, and when it was asked: an answer is kept while nobody answers, and the
 * ledger that it was about may be another by now.
 */
record Told(StripeConnectorStatus status, Instant at) {
  /** The clocks of the operator and of the API server are no further apart. */
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  /**
   * With the full run that has filled the ledger since. Where no time of one is left, the ledger
   * that there is has not been filled.
   */
  StripeConnectorStatus since(Outcomes runs) {
    Optional<Instant> filled =
        runs.lastSuccess(Outcomes::isFull).filter(end -> !at.isAfter(end.plus(CLOCKS)));
    return status.lastFullSyncTime() == null && filled.isPresent()
        ? status.toBuilder().lastFullSyncTime(filled.get()).build()
        : status;
  }
}
