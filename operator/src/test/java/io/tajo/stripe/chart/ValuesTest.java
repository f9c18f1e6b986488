package io.tajo.stripe.chart;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Values, their comments, their schema, the README's table and the examples say the same. */
class ValuesTest {
  private static final String FIRST = "| value | default | meaning |";

  @Test
  void theReadmeHasEveryValueAsItsCommentHasIt() throws IOException {
    String readme = Files.readString(Chart.DIRECTORY.resolve("README.md"));
    String table =
        readme.lines().dropWhile(line -> !line.equals(FIRST)).collect(joining("\n")).strip();

    assertThat(table).as("what follows is the table to put there").isEqualTo(table(values()));
  }

  private static String table(JsonNode values) throws IOException {
    StringBuilder table = new StringBuilder(FIRST).append("\n|---|---|---|");
    for (Map.Entry<String, String> value : comments().entrySet()) {
      table.append(
          "\n| `%s` | `%s` | %s |"
              .formatted(value.getKey(), json(at(values, value.getKey())), value.getValue()));
    }
    return table.toString();
  }

  private static String json(JsonNode value) throws JsonProcessingException {
    return new ObjectMapper().writeValueAsString(value);
  }

  @Test
  void everyValueHasAComment() throws IOException {
    Map<String, String> comments = comments();
    Set<String> undocumented = new TreeSet<>();
    leaves(values(), "", comments.keySet(), undocumented);

    assertThat(undocumented).isEmpty();
    assertThat(comments.values()).allMatch(text -> text.endsWith("."));
  }

  private static void leaves(
      JsonNode node, String path, Set<String> documented, Set<String> undocumented) {
    if (documented.contains(path)) {
      return;
    }
    if (!node.isObject() || node.isEmpty()) {
      undocumented.add(path);
    }
    node.properties()
        .forEach(entry ->
            leaves(
                entry.getValue(),
                path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                documented,
                undocumented));
  }

  @Test
  void theSchemaKnowsThemAndNoOthers() throws IOException {
    JsonNode schema =
        new ObjectMapper().readTree(Chart.DIRECTORY.resolve("values.schema.json").toFile());
    Set<String> known = new TreeSet<>();
    properties(schema, schema, "", known);
    known.remove("global"); // Helm's own.

    assertThat(known).isEqualTo(new TreeSet<>(comments().keySet()));
  }

  private static void properties(JsonNode root, JsonNode schema, String path, Set<String> known) {
    JsonNode resolved =
        schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
    boolean section = resolved.has("properties") && !path.equals("resources");
    if (!section) {
      known.add(path);
      return;
    }
    assertThat(resolved.path("additionalProperties").asText()).as(path).isEqualTo("false");
    resolved
        .path("properties")
        .properties()
        .forEach(entry ->
            properties(
                root,
                entry.getValue(),
                path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                known));
  }

  /** So that every switch is rendered by {@link ChartTest}. */
  @Test
  void everyValueIsSetInAFileOfCi() throws IOException {
    StringBuilder missing = new StringBuilder();
    for (String path : comments().keySet()) {
      boolean set = false;
      for (var file : Chart.examples()) {
        set |= !at(yaml().readTree(file.toFile()), path).isMissingNode();
      }
      missing.append(set ? "" : path + " ");
    }
    assertThat(missing).isEmpty();
  }

  private static JsonNode at(JsonNode node, String path) {
    return node.at("/" + path.replace('.', '/'));
  }

  private static YAMLMapper yaml() {
    return new YAMLMapper();
  }

  private static JsonNode values() throws IOException {
    return yaml().readTree(Chart.DIRECTORY.resolve("values.yaml").toFile());
  }

  /** By path: what the line {@code # --} before a key says. */
  private static Map<String, String> comments() throws IOException {
    Map<String, String> comments = new LinkedHashMap<>();
    String[] path = new String[8];
    String comment = "";
    for (String line : Files.readAllLines(Chart.DIRECTORY.resolve("values.yaml"))) {
      int indent = (line.length() - line.stripLeading().length()) / 2;
      if (line.strip().startsWith("# -- ")) {
        comment = line.strip().substring("# -- ".length());
      } else if (line.strip().matches("[A-Za-z]+:.*")) {
        path[indent] = line.strip().replaceFirst(":.*", "");
        if (!comment.isEmpty()) {
          comments.put(String.join(".", Arrays.copyOf(path, indent + 1)), comment);
        }
        comment = "";
      }
    }
    return comments;
  }
}
