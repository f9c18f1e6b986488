package io.tajo.stripe.stripe;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of creation time that is still to be read, half-open, in whole epoch seconds. What
 * remains of a sweep is a list of these; giving them back resumes it.
 *
 * @param from the first second, inclusive; 0: since ever
 * @param to the second after the last; {@link Long#MAX_VALUE}: open, so that no clock skew hides an
 *     object
 * @param startingAfter the id of the last object that was read of the newest seconds, which Stripe
 *     goes on after; null: nothing of this range was read
 */
public record Range(long from, long to, @Nullable String startingAfter) {
  public Range {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("not a range: " + from + " to " + to);
    }
  }

  /** All that was created since a second, inclusive. */
  public static Range since(long from) {
    return new Range(from, Long.MAX_VALUE, null);
  }

  /** All there is. */
  public static Range all() {
    return since(0);
  }

  /** Whether it has no upper end. */
  public boolean openTop() {
    return to == Long.MAX_VALUE;
  }

  /** The same seconds from their newest object on. */
  Range withoutCursor() {
    return new Range(from, to, null);
  }
}
