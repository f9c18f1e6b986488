package io.tajo.stripe.brevo;

import java.util.SortedMap;

/** What came of one call that sends many events. */
public sealed interface EventsResult {
  /** Brevo took all. */
  record Accepted() implements EventsResult {}

  /**
   * Brevo refused some for good, and took the others, if any.
   *
   * @param refused Brevo's words, without a person's data, by the event's place in the call, from 0
   */
  record Partly(SortedMap<Integer, String> refused) implements EventsResult {}

  /** Brevo took none, and does not say of each why: send them one by one. */
  record Refused(BrevoFailure why) implements EventsResult {}
}
