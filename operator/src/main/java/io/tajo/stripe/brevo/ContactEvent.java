package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * One custom event of a contact (https://developers.brevo.com/reference/create-event).
 *
 * @param name 1 to 255 ASCII letters, digits, {@code _} and {@code -}
 * @param date when it happened, written to the millisecond
 * @param email of a contact that exists
 * @param properties by name, at most 50 KB of JSON in all
 */
public record ContactEvent(
    String name, Instant date, String email, SortedMap<String, JsonNode> properties) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  /** Checks the name. */
  public ContactEvent {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "An event's name has 1 to 255 letters, digits, _ and -, unlike \"" + name + "\"");
    }
  }

  ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("event_name", name);
    json.put(
        "event_date", DateTimeFormatter.ISO_INSTANT.format(date.truncatedTo(ChronoUnit.MILLIS)));
    json.putObject("identifiers").put("email_id", email);
    if (!properties.isEmpty()) {
      json.putObject("event_properties").setAll(properties);
    }
    return json;
  }
}
