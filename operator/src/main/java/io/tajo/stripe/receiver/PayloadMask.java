package io.tajo.stripe.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tajo.stripe.api.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A payload that may be logged: of its texts only those stay that are known to say nothing of a
 * person (ids of Stripe's own kinds, currencies, states); the merchant's metadata never does.
 */
final class PayloadMask {
  private static final String MASK = "…";
  private static final int LONGEST = 16_384;

  /** Ids of objects; not of sources and tokens, with which one can pay. */
  private static final Pattern ID =
      Pattern.compile(
          "(?:acct|cbtxn|ch|cn|cs_live|cs_test|cus|di|dp|evt|fee|ii|il|in|mbur|mandate|pi|plan|pm|po|"
              + "price|prod|promo|py|pyr|qt|re|req|seti|si|sli|sub|sub_sched|tr|txi|txn|txr|we)"
              + "_[A-Za-z0-9]{8,}");

  private static final Pattern WORD =
      Pattern.compile("[a-z][a-z0-9_]*(?:\\.[a-z0-9_]+)*|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:\\.[a-z]+)?");
  private static final int LONGEST_WORD = 64;

  /** Names whose values are one of a few words that Stripe defines. */
  private static final Set<String> WORDS =
      Set.of(
          "api_version",
          "billing_reason",
          "collection_method",
          "currency",
          "interval",
          "mode",
          "object",
          "payment_status",
          "status",
          "type",
          "usage_type");

  /** Free text, whatever it looks like. */
  private static final Set<String> NEVER =
      Set.of(
          "address",
          "client_reference_id",
          "custom_fields",
          "customer_details",
          "description",
          "email",
          "metadata",
          "name",
          "nickname",
          "phone",
          "shipping",
          "statement_descriptor");

  private PayloadMask() {}

  /** The payload as JSON, cut after {@value #LONGEST} characters. */
  static String mask(byte[] body) {
    try {
      JsonNode tree = Json.MAPPER.readTree(body);
      String text = Json.MAPPER.writeValueAsString(masked(tree, "", false));
      return text.length() > LONGEST ? text.substring(0, LONGEST) + MASK : text;
    } catch (IOException e) {
      return "(not JSON)";
    }
  }

  private static JsonNode masked(JsonNode node, String name, boolean hidden) {
    boolean hide = hidden || NEVER.contains(name);
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = Json.MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
          copy.set(field.getKey(), masked(field.getValue(), field.getKey(), hide));
        }
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = Json.MAPPER.createArrayNode();
        array.forEach(element -> copy.add(masked(element, name, hide)));
        yield copy;
      }
      case TextNode text when hide || !harmless(name, text.textValue()) -> TextNode.valueOf(MASK);
      default -> node;
    };
  }

  private static boolean harmless(String name, String text) {
    return ID.matcher(text).matches()
        || (WORDS.contains(name) && text.length() <= LONGEST_WORD && WORD.matcher(text).matches());
  }
}
