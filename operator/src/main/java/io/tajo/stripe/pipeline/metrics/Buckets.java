package io.tajo.stripe.pipeline.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

/** Bounds of histograms. */
final class Buckets {
  /** Of calls over the network, from a quick answer to one that nobody waits for any longer. */
  static final Duration[] REQUESTS =
      millis(25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000);

  /** From an event to its effect: within seconds on a good day, hours after an outage. */
  static final Duration[] LAGS =
      millis(
          500,
          1_000,
          2_000,
          3_000,
          5_000,
          10_000,
          30_000,
          60_000,
          300_000,
          900_000,
          3_600_000,
          14_400_000,
          86_400_000);

  private Buckets() {}

  private static Duration[] millis(long... millis) {
    return LongStream.of(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }
}
