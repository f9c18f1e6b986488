package io.tajo.stripe.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML as {@code kubectl} reads it (1.1 scalars, but dates stay text), with line numbers; keys that
 * are there twice are problems, not the last one's luck.
 */
final class YamlReader {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, Integer> lines = new HashMap<>();
  private final Set<Node> above = new HashSet<>();
  private final List<Problem> problems;

  private YamlReader(List<Problem> problems) {
    this.problems = problems;
  }

  static YamlDocument.File read(String text) {
    List<YamlDocument> documents = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try {
      for (Node root : new Yaml(new LoaderOptions()).composeAll(new StringReader(text))) {
        YamlReader reader = new YamlReader(problems);
        JsonNode json = reader.convert(root, "");
        if (!json.isNull()) {
          documents.add(new YamlDocument(json, "", reader.lines));
        }
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      int column = e.getProblemMark() == null ? 0 : e.getProblemMark().getColumn() + 1;
      problems.add(
          new Problem(line, "", "", "not YAML: " + e.getProblem() + " (column " + column + ")"));
    } catch (YAMLException e) {
      problems.add(new Problem(0, "", "", "not YAML: " + e.getMessage()));
    }
    return new YamlDocument.File(documents, problems);
  }

  private JsonNode convert(Node node, String path) {
    lines.putIfAbsent(path, line(node));
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar);
    }
    if (!above.add(node)) {
      problem(node, path, "an alias of what it stands in");
      return JSON.nullNode();
    }
    try {
      return switch (node) {
        case SequenceNode sequence -> sequence(sequence, path);
        case MappingNode mapping -> mapping(mapping, path);
        default -> throw new IllegalStateException("unknown YAML node " + node.getNodeId());
      };
    } finally {
      above.remove(node);
    }
  }

  private ArrayNode sequence(SequenceNode node, String path) {
    ArrayNode array = JSON.arrayNode();
    for (Node value : node.getValue()) {
      array.add(convert(value, YamlDocument.child(path, array.size())));
    }
    return array;
  }

  private ObjectNode mapping(MappingNode node, String path) {
    ObjectNode object = JSON.objectNode();
    ObjectNode merged = JSON.objectNode();
    for (NodeTuple entry : node.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        problem(entry.getKeyNode(), path, "a key must be text");
      } else if (key.getTag().equals(Tag.MERGE)) {
        merge(merged, convert(entry.getValueNode(), path));
      } else {
        String child = YamlDocument.child(path, key.getValue());
        if (object.has(key.getValue())) {
          problem(key, child, "is there twice, first in line " + lines.get(child));
        } else {
          lines.put(child, line(key));
          object.set(key.getValue(), convert(entry.getValueNode(), child));
        }
      }
    }
    merged.properties().forEach(entry -> object.putIfAbsent(entry.getKey(), entry.getValue()));
    return object;
  }

  private static void merge(ObjectNode merged, JsonNode value) {
    if (value.isArray()) {
      value.forEach(element -> merge(merged, element));
    }
    value.properties().forEach(entry -> merged.putIfAbsent(entry.getKey(), entry.getValue()));
  }

  private static JsonNode scalar(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (node.getScalarStyle() != ScalarStyle.PLAIN) {
      return JSON.textNode(text);
    }
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(Set.of("true", "yes", "on").contains(text.toLowerCase(Locale.ROOT)));
    }
    if (tag.equals(Tag.INT) && text.matches("[-+]?(0|[1-9][0-9]{0,99})")) {
      BigInteger number = new BigInteger(text);
      return number.bitLength() < Long.SIZE
          ? JSON.numberNode(number.longValue())
          : JSON.numberNode(number);
    }
    if (tag.equals(Tag.FLOAT)
        && text.matches("[-+]?[0-9]{1,99}(\\.[0-9]{0,99})?([eE][-+]?[0-9]{1,3})?")) {
      return JSON.numberNode(new BigDecimal(text));
    }
    return JSON.textNode(text);
  }

  private void problem(Node node, String path, String message) {
    problems.add(new Problem(line(node), "", path, message));
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
