package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * What to change of a contact that Brevo has; what is not named stays.
 *
 * @param attributes {@code ""} clears one
 * @param addLists to be put in
 * @param removeLists to be taken out of
 * @param blocklist what it must not be sent any more; there is no way back from here
 */
public record ContactUpdate(
    String email,
    Map<String, JsonNode> attributes,
    Set<Long> addLists,
    Set<Long> removeLists,
    Set<Channel> blocklist) {
  /** Without the e-mail, which is what the call finds the contact by. */
  ObjectNode json() {
    ObjectNode json = Json.object();
    Json.putAttributes(json, attributes);
    Json.putIds(json, "listIds", addLists);
    Json.putIds(json, "unlinkListIds", removeLists);
    Channel.putContactFlags(json, blocklist);
    return json;
  }
}
