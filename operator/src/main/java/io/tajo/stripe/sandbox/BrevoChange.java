package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a request wants one contact to be: what it does not mention stays as it is.
 *
 * @param attributes as they came; "" clears
 */
record BrevoChange(
    Map<String, JsonNode> attributes,
    SortedSet<Long> link,
    SortedSet<Long> unlink,
    Optional<Boolean> emailBlacklisted,
    Optional<Boolean> smsBlacklisted) {

  /** The members that POST, PUT and batch share; {@code ext_id} is kept among the attributes. */
  static BrevoChange of(BrevoBody body, boolean unlinks) {
    Map<String, JsonNode> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : body.members("attributes")) {
      attributes.put(member.getKey(), member.getValue());
    }
    body.text("ext_id").ifPresent(id -> attributes.put("EXT_ID", TextNode.valueOf(id)));
    return new BrevoChange(
        attributes,
        body.ids("listIds"),
        unlinks ? body.ids("unlinkListIds") : Collections.emptySortedSet(),
        body.flag("emailBlacklisted"),
        body.flag("smsBlacklisted"));
  }

  /** A contact that is there at the start. */
  static BrevoChange of(BrevoOptions.Existing contact) {
    return new BrevoChange(
        contact.attributes(),
        new TreeSet<>(contact.lists()),
        Collections.emptySortedSet(),
        Optional.of(contact.emailBlacklisted()),
        Optional.of(contact.smsBlacklisted()));
  }
}
