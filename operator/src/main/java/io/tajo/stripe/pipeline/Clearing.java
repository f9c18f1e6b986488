package io.tajo.stripe.pipeline;

import io.tajo.stripe.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Takes out of the ledger what nothing can ask for any more, once an hour. */
final class Clearing {
  private static final Duration BETWEEN = Duration.ofHours(1);
  private static final Duration PAYLOADS_KEPT = Duration.ofDays(7);

  /** Stripe may send an event again for 30 days. */
  private static final Duration EVENTS_KEPT = Duration.ofDays(40);

  /** Stripe sends an event for the first time, and again, for three days. */
  private static final Duration TOLD_KEPT = Duration.ofDays(3);

  private final Ledger ledger;
  private final InstantSource clock;
  private Instant next = Instant.MIN;

  Clearing(Ledger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Does so where it is time. */
  void tidy() {
    Instant now = clock.instant();
    if (!now.isBefore(next)) {
      next = now.plus(BETWEEN);
      ledger.inbox().clear(now.minus(PAYLOADS_KEPT), now.minus(EVENTS_KEPT));
      ledger.objects().forgetTold(now.minus(TOLD_KEPT));
      ledger.outbox().clear(now.minus(EVENTS_KEPT));
    }
  }
}
