package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A JSON object of a request: a member of the wrong type is refused, null is no value, unknown
 * members are ignored.
 */
record BrevoBody(ObjectNode json) {
  /** The object that some bytes hold, or a refusal. */
  static BrevoBody of(byte[] bytes) {
    try {
      if (BrevoJson.MAPPER.readTree(bytes) instanceof ObjectNode object) {
        return new BrevoBody(object);
      }
    } catch (JacksonException e) {
      throw malformed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw malformed();
  }

  private static BrevoRefusal malformed() {
    return new BrevoRefusal(400, "bad_request", "Input must be a valid JSON object");
  }

  private Optional<JsonNode> member(String name, Predicate<JsonNode> type, String typeName) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!type.test(value)) {
      throw BrevoRefusal.invalid(name + " should be " + typeName);
    }
    return Optional.of(value);
  }

  boolean has(String name) {
    return json.hasNonNull(name);
  }

  Optional<String> text(String name) {
    return member(name, JsonNode::isTextual, "a string").map(JsonNode::textValue);
  }

  Optional<Boolean> flag(String name) {
    return member(name, JsonNode::isBoolean, "a boolean").map(JsonNode::booleanValue);
  }

  Optional<Long> number(String name) {
    return member(name, v -> v.isIntegralNumber() && v.canConvertToLong(), "an integer")
        .map(JsonNode::longValue);
  }

  Optional<BrevoBody> object(String name) {
    return member(name, JsonNode::isObject, "an object")
        .map(value -> new BrevoBody((ObjectNode) value));
  }

  List<JsonNode> array(String name) {
    List<JsonNode> values = new ArrayList<>();
    member(name, JsonNode::isArray, "an array").ifPresent(array -> array.forEach(values::add));
    return values;
  }

  /** The objects of an array, which may hold nothing else. */
  List<BrevoBody> objects(String name) {
    return array(name).stream()
        .map(value -> {
          if (value instanceof ObjectNode object) {
            return new BrevoBody(object);
          }
          throw BrevoRefusal.invalid(name + " should be an array of objects");
        })
        .toList();
  }

  List<String> texts(String name) {
    return array(name).stream()
        .map(value -> {
          if (value.isTextual()) {
            return value.textValue();
          }
          throw BrevoRefusal.invalid(name + " should be an array of strings");
        })
        .toList();
  }

  SortedSet<Long> ids(String name) {
    SortedSet<Long> ids = new TreeSet<>();
    for (JsonNode value : array(name)) {
      if (!value.isIntegralNumber() || !value.canConvertToLong()) {
        throw BrevoRefusal.invalid(name + " should be an array of integers");
      }
      ids.add(value.longValue());
    }
    return ids;
  }

  /** The members of an object; empty where it is absent. */
  Iterable<Map.Entry<String, JsonNode>> members(String name) {
    return object(name).map(object -> object.json().properties()).orElseGet(Set::of);
  }
}
