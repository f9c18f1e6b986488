package io.tajo.stripe.stripe;

/**
 * A rate of requests that yields when Stripe says so: 15 % less a refusal, back by 20 % of the
 * limit a second. No second holds more requests than the limit; what a slow start left unused is
 * made up for within that second, at no more than twice the rate. Pure and not thread-safe; times
 * are nanoseconds since it was made.
 */
final class Pace {
  private static final double CATCH_UP = 2;
  private static final double BACK_OFF = 0.85;
  private static final double RECOVERY_PER_SECOND = 0.2;
  private static final double LEAST = 0.02;
  private static final double SECOND = 1e9;

  private final double limit;

  /** When the last requests went, as many as a second holds. */
  private final long[] went;

  private double rate;
  private long taken;
  private long notBefore;
  private long changed;
  private long backedOff;

  /** A pace of so many requests a second, above 0. */
  Pace(double limit) {
    if (!(limit > 0)) {
      throw new IllegalArgumentException("a rate is above 0, not " + limit);
    }
    this.limit = limit * StripeSettings.HEADROOM;
    this.rate = this.limit;
    this.went = new long[Math.max(1, (int) limit)];
  }

  /** Requests a second now. */
  double rate() {
    return rate;
  }

  /** When the next request may go. */
  long ready() {
    long ready = notBefore;
    if (taken > 0) {
      long last = went[(int) ((taken - 1) % went.length)];
      ready = Math.max(ready, last + (long) (SECOND / (rate * CATCH_UP)));
    }
    if (taken >= went.length) {
      long first = went[(int) (taken % went.length)];
      ready = Math.max(ready, first + (long) (SECOND / rate * went.length));
    }
    return ready;
  }

  /** A request goes now. */
  void taken(long now) {
    recover(now);
    went[(int) (taken++ % went.length)] = now;
  }

  /** A request that went at {@code sent} was refused; those on the way at that time count once. */
  void refused(long sent, long now) {
    if (sent < backedOff) {
      return;
    }
    recover(now);
    rate = Math.max(limit * LEAST, rate * BACK_OFF);
    notBefore = now + (long) (SECOND / rate);
    backedOff = now;
  }

  private void recover(long now) {
    rate = Math.min(limit, rate + limit * RECOVERY_PER_SECOND * (now - changed) / SECOND);
    changed = now;
  }
}
