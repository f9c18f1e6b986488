package io.tajo.stripe.pipeline;

import java.time.Duration;

/**
 * Pauses between tries, each twice as long as the one before.
 *
 * @param first after the first failure
 * @param longest no pause is longer
 */
record Backoff(Duration first, Duration longest) {
  private static final int MOST_DOUBLINGS = 20;

  /**
   * The pause before the next try.
   *
   * @param failures before the one that has just happened, 0 or more
   */
  Duration after(int failures) {
    Duration pause = first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
