package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Some of the account's contacts, the oldest first.
 *
 * @param count of all contacts that the question is about
 */
public record ContactPage(long count, List<BrevoContact> contacts) {
  /** Strict, because a page taken for empty would make every contact of it a new one. */
  static boolean isPage(JsonNode json, long offset) {
    if (!json.path("count").isIntegralNumber()) {
      return false;
    }
    for (JsonNode contact : json.path("contacts")) {
      if (!Json.hasId(contact)) {
        return false;
      }
    }
    return json.path("contacts").isArray() || json.path("count").asLong() <= offset;
  }

  static ContactPage of(JsonNode json) {
    List<BrevoContact> contacts = new ArrayList<>();
    json.path("contacts").forEach(contact -> contacts.add(BrevoContact.of(contact)));
    return new ContactPage(json.path("count").asLong(), List.copyOf(contacts));
  }
}
