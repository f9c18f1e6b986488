package io.tajo.stripe.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.List;

/** Objects as the server holds them: JSON trees. */
final class Json {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Json() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static ArrayNode array() {
    return JSON.createArrayNode();
  }

  /** Reads JSON, or the YAML that an apply may be sent as; 400 for what is no object. */
  static ObjectNode read(String text) {
    if (read(text, text.startsWith("{\"") ? JSON : YAML) instanceof ObjectNode object) {
      return object;
    }
    throw ApiError.badRequest("the body is no object");
  }

  static JsonNode tree(String text) {
    return read(text, JSON);
  }

  private static JsonNode read(String text, ObjectMapper mapper) {
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw ApiError.badRequest("the body cannot be read: " + e.getOriginalMessage());
    }
  }

  static String write(JsonNode node) {
    return node.toString();
  }

  /** The object at a field, made where there is none. */
  static ObjectNode child(ObjectNode parent, String field) {
    return parent.get(field) instanceof ObjectNode child ? child : parent.putObject(field);
  }

  /** What `metadata` says under a name; empty where it says nothing. */
  static String meta(JsonNode object, String field) {
    return object.path("metadata").path(field).asText("");
  }

  static List<ObjectNode> objects(JsonNode array) {
    List<ObjectNode> found = new ArrayList<>();
    for (JsonNode item : array) {
      if (item instanceof ObjectNode object) {
        found.add(object);
      }
    }
    return found;
  }

  static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Takes away what is null: a client that says null says nothing. */
  static void dropNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String name : names(object)) {
        if (object.path(name).isNull()) {
          object.remove(name);
        }
      }
    }
    node.forEach(Json::dropNulls);
  }
}
