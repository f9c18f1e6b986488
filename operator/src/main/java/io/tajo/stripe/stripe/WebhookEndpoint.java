package io.tajo.stripe.stripe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where Stripe sends events (https://docs.stripe.com/api/webhook_endpoints/object).
 *
 * @param enabledEvents types, or {@code *}
 * @param apiVersion that events are written in; null: the account's default one. It is fixed at
 *     creation
 * @param description empty where there is none
 * @param status {@code enabled} or {@code disabled}
 */
public record WebhookEndpoint(
    String id,
    String url,
    List<String> enabledEvents,
    @Nullable String apiVersion,
    String description,
    SortedMap<String, String> metadata,
    String status,
    boolean livemode) {
  /** Whether Stripe sends to it. */
  public boolean isEnabled() {
    return status.equals("enabled");
  }

  static WebhookEndpoint of(JsonObject json) {
    List<String> events = new ArrayList<>();
    if (json.get("enabled_events") instanceof JsonArray array) {
      array.forEach(event -> events.add(event.getAsString()));
    }
    SortedMap<String, String> metadata = new TreeMap<>();
    if (json.get("metadata") instanceof JsonObject object) {
      for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
        metadata.put(entry.getKey(), entry.getValue().getAsString());
      }
    }
    return new WebhookEndpoint(
        Shape.text(json, "id"),
        Shape.text(json, "url"),
        List.copyOf(events),
        Shape.text(json, "api_version").isEmpty() ? null : Shape.text(json, "api_version"),
        Shape.text(json, "description"),
        Collections.unmodifiableSortedMap(metadata),
        Shape.text(json, "status"),
        Boolean.parseBoolean(Shape.text(json, "livemode")));
  }
}
