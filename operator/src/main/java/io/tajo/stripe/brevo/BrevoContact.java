package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * A contact as Brevo has it.
 *
 * @param email empty for one that has a phone number alone
 */
public record BrevoContact(
    long id,
    String email,
    boolean emailBlacklisted,
    boolean smsBlacklisted,
    Set<Long> listIds,
    ObjectNode attributes) {
  static BrevoContact of(JsonNode json) {
    Set<Long> lists = new TreeSet<>();
    json.path("listIds").forEach(list -> lists.add(list.asLong()));
    return new BrevoContact(
        json.path("id").asLong(),
        json.path("email").asText(""),
        json.path("emailBlacklisted").asBoolean(),
        json.path("smsBlacklisted").asBoolean(),
        lists,
        json.get("attributes") instanceof ObjectNode attributes ? attributes : Json.object());
  }
}
