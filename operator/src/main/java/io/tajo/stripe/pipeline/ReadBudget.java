package io.tajo.stripe.pipeline;

import io.tajo.stripe.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much of Stripe may be read: the smaller of {@code stripe.readsPerMonth} and half of what
 * Stripe grants the account, 500 reads a payment of the last 30 days and at least 10,000
 * (https://docs.stripe.com/rate-limits). Scheduled full runs wait when it is spent; nothing else
 * does.
 */
final class ReadBudget {
  private static final Duration MONTH = Duration.ofDays(30);
  static final long LEAST_GRANTED = 10_000;
  static final long GRANTED_EACH = 500;

  private final Ledger ledger;
  private final @Nullable Long ceiling;

  /**
   * The budget of one connector.
   *
   * @param ceiling {@code spec.stripe.readsPerMonth}
   */
  ReadBudget(Ledger ledger, @Nullable Long ceiling) {
    this.ledger = ledger;
    this.ceiling = ceiling;
  }

  /** Reads in any 30 days. */
  long limit(Instant now) {
    long payments = ledger.objects().paymentsSince(now.minus(MONTH));
    long half = Math.max(LEAST_GRANTED, GRANTED_EACH * payments) / 2;
    return ceiling == null ? half : Math.min(ceiling, half);
  }

  /** Reads that are left now. */
  long left(Instant now) {
    return Math.max(0, limit(now) - ledger.facts().readsSince(now.minus(MONTH)));
  }

  /** When reads may go on, if the budget is spent: the beginning of a day. */
  Optional<Instant> spentUntil(Instant now) {
    long least = LEAST_GRANTED / 2;
    if (ledger.facts().readsSince(now.minus(MONTH))
        < (ceiling == null ? least : Math.min(ceiling, least))) {
      return Optional.empty(); // Without counting payments: this is asked for often.
    }
    long limit = limit(now);
    // Reads are counted by day: a day's are free again when it is a month old as a whole.
    Instant today = now.truncatedTo(ChronoUnit.DAYS);
    for (int days = 0; days <= MONTH.toDays(); days++) {
      Instant then = today.plus(Duration.ofDays(days));
      if (ledger.facts().readsSince(then.minus(MONTH)) < limit) {
        return days == 0 ? Optional.empty() : Optional.of(then);
      }
    }
    return Optional.of(today.plus(MONTH).plus(Duration.ofDays(1)));
  }
}
