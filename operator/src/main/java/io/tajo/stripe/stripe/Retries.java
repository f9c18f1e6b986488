package io.tajo.stripe.stripe;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often, and after how long, a request is sent again: pauses grow from half a second to 20 s,
 * each a random part of its most (full jitter), so that many clients do not come back together.
 */
final class Retries {
  /** One request in ten thousand million fails for good where one attempt in ten does. */
  private static final int MOST_FAILURES = 10;

  /** Whoever waits has others behind him, and comes again himself. */
  private static final int MOST_FAILURES_IN_HASTE = 3;

  private static final int MOST_REFUSALS_IN_HASTE = 5;

  /** A server that never answered is more likely not there at all. */
  private static final int MOST_FAILURES_AT_FIRST = 5;

  /** Those for the rate say only to wait, and the limiter slows down with each. */
  private static final int MOST_REFUSALS = 30;

  private static final double FIRST_SECONDS = 0.5;
  private static final double MOST_SECONDS = 20;
  private static final Duration MOST_RETRY_AFTER = Duration.ofMinutes(2);

  private final Sleeper sleeper;
  private final RandomGenerator random;
  private final boolean haste;

  Retries(Sleeper sleeper, RandomGenerator random) {
    this(sleeper, random, false);
  }

  private Retries(Sleeper sleeper, RandomGenerator random, boolean haste) {
    this.sleeper = sleeper;
    this.random = random;
    this.haste = haste;
  }

  /** The same, of fewer attempts. */
  Retries inHaste() {
    return new Retries(sleeper, random, true);
  }

  /** The value of a {@code Retry-After} header in seconds; zero where there is none. */
  static Duration retryAfter(@Nullable String header) {
    if (header == null || !header.strip().matches("\\d{1,9}")) {
      return Duration.ZERO;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(header.strip()));
    return asked.compareTo(MOST_RETRY_AFTER) < 0 ? asked : MOST_RETRY_AFTER;
  }

  void sleep(Duration pause) throws InterruptedException {
    sleeper.sleep(pause);
  }

  private int mostFailures(boolean known) {
    if (haste) {
      return MOST_FAILURES_IN_HASTE;
    }
    return known ? MOST_FAILURES : MOST_FAILURES_AT_FIRST;
  }

  Count count() {
    return new Count();
  }

  /** The attempts of one request. */
  final class Count {
    private int failures;
    private int refusals;

    /**
     * The pause before the next attempt, at least as long as asked for.
     *
     * @param known whether the server has ever answered
     * @throws StripeFailure this one, where there were enough
     */
    Duration pause(StripeFailure failure, Duration retryAfter, boolean known) {
      boolean enough =
          failure instanceof StripeFailure.RateLimited
              ? ++refusals >= (haste ? MOST_REFUSALS_IN_HASTE : MOST_REFUSALS)
              : ++failures >= mostFailures(known);
      if (enough) {
        throw failure;
      }
      double most = Math.min(MOST_SECONDS, FIRST_SECONDS * Math.pow(2, failures + refusals - 1.0));
      return retryAfter.plusNanos((long) (random.nextDouble() * most * 1e9));
    }
  }
}
