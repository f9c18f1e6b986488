package io.tajo.stripe.brevo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brevo's JSON: exact numbers both ways. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** The value of the first of these names that an object has; missing where it has none. */
  static JsonNode first(JsonNode object, String... names) {
    for (String name : names) {
      if (object.hasNonNull(name)) {
        return object.get(name);
      }
    }
    return MissingNode.getInstance();
  }

  static JsonNode text(String text) {
    return TextNode.valueOf(text);
  }

  static boolean hasId(JsonNode json) {
    return hasId(json, "id");
  }

  /** Whether a field is an id of Brevo's: a number above 0, which may be written as text. */
  static boolean hasId(JsonNode json, String field) {
    return json.path(field).asLong(0) > 0;
  }

  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Missing where the body is empty, null where it is not JSON. */
  static @Nullable JsonNode parse(byte[] body) {
    try {
      JsonNode node = MAPPER.readTree(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (IOException e) {
      return null;
    }
  }

  static ObjectNode contact(String email, Map<String, JsonNode> attributes) {
    ObjectNode contact = object().put("email", email);
    putAttributes(contact, attributes);
    return contact;
  }

  static void putAttributes(ObjectNode contact, Map<String, JsonNode> attributes) {
    if (!attributes.isEmpty()) {
      contact.putObject("attributes").setAll(attributes);
    }
  }

  static void putIds(ObjectNode object, String name, Set<Long> ids) {
    if (!ids.isEmpty()) {
      ArrayNode array = object.putArray(name);
      ids.forEach(array::add);
    }
  }
}
