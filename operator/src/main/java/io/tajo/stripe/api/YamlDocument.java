package io.tajo.stripe.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One document as JSON, with the line of each of its paths.
 *
 * @param prefix before each path within the file, like {@code items[2].}; mostly empty
 */
record YamlDocument(JsonNode json, String prefix, Map<String, Integer> lines) {
  /** The line of a path, or of the nearest one above that is there. */
  int line(String path) {
    String full = prefix + path;
    while (!full.isEmpty()) {
      Integer line = lines.get(full);
      if (line != null) {
        return line;
      }
      full = full.substring(0, Math.max(0, Math.max(full.lastIndexOf('.'), full.lastIndexOf('['))));
    }
    return lines.getOrDefault("", 0);
  }

  YamlDocument item(int index) {
    return new YamlDocument(json.path("items").path(index), "items[" + index + "].", lines);
  }

  /** What a file holds: the documents before the first syntax error, and what is wrong. */
  record File(List<YamlDocument> documents, List<Problem> problems) {}

  static String child(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static String child(String path, int index) {
    return path + "[" + index + "]";
  }

  /** Kind and name, as far as they are there. */
  String title() {
    return (text("kind") + " " + orEmpty(json.path("metadata").path("name").textValue())).strip();
  }

  String text(String field) {
    return orEmpty(json.path(field).textValue());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
