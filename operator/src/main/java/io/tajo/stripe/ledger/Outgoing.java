package io.tajo.stripe.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An event for Brevo.
 *
 * @param event the Stripe event that it comes from
 * @param name Brevo's name of it
 * @param created when the Stripe event was
 * @param customer whose contact it goes to, whatever address that has by then; null: nobody's
 * @param address where it goes if the customer does not tell: of a session without one, or of a
 *     customer that was just deleted
 * @param beforeWrite whether the contact is written after it was sent, not before
 * @param properties personal; cleared once it was sent
 */
public record Outgoing(
    String event,
    String name,
    Instant created,
    @Nullable String customer,
    @Nullable String address,
    boolean beforeWrite,
    SortedMap<String, JsonNode> properties) {
  /** What one event is known by. */
  public record Key(String event, String name) {}

  public Key key() {
    return new Key(event, name);
  }

  /** Without the properties. */
  @Override
  public String toString() {
    return "Outgoing[" + event + ", " + name + "]";
  }
}
