package io.tajo.stripe.sandbox.stripe;

import java.time.Duration;
import java.time.Instant;

/**
 * When an account's objects were created: a position from 0 (the account's first object) to 1 (the
 * newest) becomes epoch seconds; a greater position is never earlier.
 */
record Timeline(long start, long end, long asOf, Spread spread) {
  private static final long MONTH = Duration.ofDays(30).toSeconds();
  private static final double BEFORE = 0.05;
  private static final double WITHIN = 0.90;

  static Timeline of(Instant asOf, int years, Spread spread) {
    long now = asOf.getEpochSecond();
    return new Timeline(now - years * 365L * 86_400, now - 3_600, now, spread);
  }

  long at(double position) {
    return start + (long) (share(position) * (end - start));
  }

  private double share(double position) {
    if (spread == Spread.EVEN) {
      return position;
    }
    double month = (double) MONTH / (end - start);
    double from = 0.6 * (1 - month);
    if (position < BEFORE) {
      return from * position / BEFORE;
    }
    if (position < BEFORE + WITHIN) {
      return from + month * (position - BEFORE) / WITHIN;
    }
    double rest = 1 - BEFORE - WITHIN;
    return from + month + (1 - from - month) * (position - BEFORE - WITHIN) / rest;
  }
}
