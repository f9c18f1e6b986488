package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Collection;

/** The one JSON mapper of the simulated account, and the few ways nodes are made. */
public final class Json {
  /** Writes and reads what the account says. */
  public static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** A template: every field of a shape, to be copied and filled. */
  public static ObjectNode template(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy whose fields can be replaced; their values are shared with the original. */
  public static ObjectNode copy(ObjectNode original) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    copy.setAll(original);
    return copy;
  }

  /** An empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** An empty array. */
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** An array of texts. */
  public static ArrayNode texts(Collection<String> values) {
    ArrayNode array = array();
    values.forEach(array::add);
    return array;
  }

  /** Stripe's list object. */
  public static ObjectNode list(String url, Collection<? extends JsonNode> data, boolean hasMore) {
    ObjectNode list = object().put("object", "list");
    list.set("data", array().addAll(data));
    return list.put("has_more", hasMore).put("url", url);
  }
}
