package io.tajo.stripe.stripe;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the events feed, newest first.
 *
 * @param hasMore whether the feed goes on after the last of them
 * @param asOf every event that was there at this time and matches is on this page or a later one
 */
public record EventPage(List<RawEvent> events, boolean hasMore, Instant asOf) {
  /** Where the next page begins; null where there is none. */
  public @Nullable String cursor() {
    return hasMore ? events.getLast().id() : null;
  }
}
