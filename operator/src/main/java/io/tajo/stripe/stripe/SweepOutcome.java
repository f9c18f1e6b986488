package io.tajo.stripe.stripe;

import java.util.List;
import java.util.Map;

/** What a sweep came to, by resource. */
public record SweepOutcome(Map<Resource, Tally> resources) {
  /**
   * One resource.
   *
   * @param pages requests that were answered and stored
   * @param objects in them
   * @param failures what was not read, and why
   */
  public record Tally(long pages, long objects, List<Failure> failures) {}

  /** A range that was not read. */
  public record Failure(Range range, StripeFailure why) {}

  /** Whether everything was read. */
  public boolean complete() {
    return resources.values().stream().allMatch(tally -> tally.failures().isEmpty());
  }
}
