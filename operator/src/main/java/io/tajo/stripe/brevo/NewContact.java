package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * A contact to be made.
 *
 * @param lists to be in
 * @param blocklist what it must not be sent; the other flags are left to Brevo
 */
public record NewContact(
    String email, Map<String, JsonNode> attributes, Set<Long> lists, Set<Channel> blocklist) {
  ObjectNode json() {
    ObjectNode json = Json.contact(email, attributes);
    Json.putIds(json, "listIds", lists);
    Channel.putContactFlags(json, blocklist);
    return json.put("updateEnabled", false);
  }
}
