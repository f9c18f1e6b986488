package io.tajo.stripe.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A place in a document for rules to look at. What is absent or of a wrong type is simply not
 * there: {@link Shape} speaks of that.
 */
record Cursor(JsonNode node, String path, Problems problems) {
  Cursor at(String field) {
    return new Cursor(node.path(field), YamlDocument.child(path, field), problems);
  }

  Cursor at(String field, String below) {
    return at(field).at(below);
  }

  boolean present() {
    return !node.isMissingNode() && !node.isNull();
  }

  boolean isObject() {
    return node.isObject();
  }

  boolean isFalse() {
    return node.isBoolean() && !node.booleanValue();
  }

  Optional<String> text() {
    return Optional.ofNullable(node.textValue());
  }

  Optional<Long> number() {
    return node.isIntegralNumber() && node.canConvertToLong()
        ? Optional.of(node.longValue())
        : Optional.empty();
  }

  List<Cursor> elements() {
    List<Cursor> elements = new ArrayList<>();
    if (node.isArray()) {
      for (JsonNode element : node) {
        elements.add(new Cursor(element, YamlDocument.child(path, elements.size()), problems));
      }
    }
    return elements;
  }

  /** Name and value of each entry of a map. */
  List<Entry> entries() {
    return node.properties().stream().map(e -> new Entry(e.getKey(), at(e.getKey()))).toList();
  }

  record Entry(String key, Cursor value) {}

  void problem(String message) {
    problems.add(path, message);
  }

  /** Reports an IllegalArgumentException's message as this place's problem. */
  void parse(Consumer<String> parser, String hint) {
    text()
        .ifPresent(text -> {
          try {
            parser.accept(text);
          } catch (IllegalArgumentException | java.time.DateTimeException e) {
            problem("\"" + text + "\" " + hint + ": " + e.getMessage());
          }
        });
  }

  /** Elements that say the same as one before are problems. */
  void distinct() {
    List<JsonNode> seen = new ArrayList<>();
    for (Cursor element : elements()) {
      if (seen.contains(element.node())) {
        element.problem("is there twice");
      }
      seen.add(element.node());
    }
  }
}
