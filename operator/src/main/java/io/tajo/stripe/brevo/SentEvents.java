package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Some of the custom events that Brevo has, newest first.
 *
 * @param count of all that match, on this page or not
 */
public record SentEvents(List<SentEvent> events, long count) {
  static SentEvents of(JsonNode json) {
    List<SentEvent> events = list(json).valueStream().map(SentEvent::of).toList();
    return new SentEvents(events, json.path("count").asLong(events.size()));
  }

  /** Documented is {@code events} beside a {@code count}; only the latter is always there. */
  static boolean isPage(JsonNode json) {
    return list(json).isArray() || json.path("count").isIntegralNumber();
  }

  private static JsonNode list(JsonNode json) {
    return json.isArray() ? json : Json.first(json, "events", "data");
  }
}
