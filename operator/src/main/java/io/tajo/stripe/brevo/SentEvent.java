package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A custom event that Brevo has.
 *
 * @param date when it happened; empty where Brevo's form of it is unknown
 * @param stripeEventId its property {@code stripe_event_id}
 * @param properties missing where it has none
 */
public record SentEvent(
    String name, Optional<Instant> date, Optional<String> stripeEventId, JsonNode properties) {
  static SentEvent of(JsonNode json) {
    JsonNode properties = Json.first(json, "event_properties", "eventProperties", "properties");
    return new SentEvent(
        Json.first(json, "event_name", "eventName", "name").asText(""),
        date(Json.first(json, "event_date", "eventDate", "date").asText("")),
        Optional.of(properties.path("stripe_event_id").asText("")).filter(id -> !id.isEmpty()),
        properties);
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
