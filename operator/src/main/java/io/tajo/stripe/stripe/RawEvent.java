package io.tajo.stripe.stripe;

import com.stripe.model.Event;
import java.time.Instant;
import java.util.Objects;

/**
 * An event as Stripe's feed shows it, whatever its type and API version.
 *
 * @param created in whole seconds
 * @param json the whole of it, every value as Stripe wrote it
 */
public record RawEvent(String id, String type, Instant created, String json) {
  static RawEvent of(Event event) {
    return new RawEvent(
        event.getId(),
        Objects.requireNonNullElse(event.getType(), ""),
        Instant.ofEpochSecond(Objects.requireNonNullElse(event.getCreated(), 0L)),
        event.getLastResponse().body());
  }

  /** Without the payload, which holds a person's data. */
  @Override
  public String toString() {
    return "RawEvent[" + id + ", " + type + ", " + created + "]";
  }
}
