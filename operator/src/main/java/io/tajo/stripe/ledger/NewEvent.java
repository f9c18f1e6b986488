package io.tajo.stripe.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of Stripe's events that has come.
 *
 * @param created in Stripe; whole seconds
 * @param foreign why it is none of this connector's; null: it is. A foreign one is remembered by
 *     its id alone
 * @param payload the whole event as Stripe sent it: personal
 */
public record NewEvent(
    String id,
    String type,
    Instant created,
    Source source,
    @Nullable String foreign,
    String payload) {
  /** How an event came. */
  public enum Source {
    WEBHOOK,
    /** The events feed: no webhook had brought it by then. */
    FEED
  }

  /** Without the payload. */
  @Override
  public String toString() {
    return "NewEvent[" + id + ", " + type + "]";
  }
}
