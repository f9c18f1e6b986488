package io.tajo.stripe.ledger;

import java.time.Instant;

/**
 * An event that waits to be worked off.
 *
 * @param storedAt when it first came
 * @param attempts how often it was tried in vain
 * @param payload the whole event as Stripe sent it: personal
 */
public record StoredEvent(
    String id, String type, Instant created, Instant storedAt, int attempts, String payload) {
  /** Without the payload. */
  @Override
  public String toString() {
    return "StoredEvent[" + id + ", " + type + "]";
  }
}
