package io.tajo.stripe.controller.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.controller.Samples;
import io.tajo.stripe.crd.CrdFiles;
import io.tajo.stripe.docs.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/kubernetes.md says of each field of a spec what another value of it restarts. */
class DocumentedRestartsTest {
  private static final String NOTHING = "nothing";
  private static final String RECEIVERS = "receivers";
  private static final String DATABASE = "the PostgreSQL";

  /** Every field that has a value of its own, lists and references as a whole. */
  static Set<String> fields() {
    Set<String> fields = new TreeSet<>();
    leaves(CrdFiles.schema(StripeConnector.class).at("/properties/spec"), "", fields);
    return fields;
  }

  private static void leaves(JsonNode schema, String path, Set<String> leaves) {
    Map<String, JsonNode> fields = new TreeMap<>();
    schema.path("properties").properties().forEach(it -> fields.put(it.getKey(), it.getValue()));
    if (fields.isEmpty() || fields.keySet().equals(Set.of("name", "key"))) {
      leaves.add(path);
      return;
    }
    fields.forEach(
        (name, field) -> leaves(field, path.isEmpty() ? name : path + "." + name, leaves));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void anotherValueRestartsWhatIsDocumented(String field) throws IOException {
    ObjectNode spec = specWith(field);
    ObjectNode changed = spec.deepCopy();
    String parent = field.contains(".") ? field.substring(0, field.lastIndexOf('.')) : "";
    String name = field.substring(field.lastIndexOf('.') + 1);
    ObjectNode object = (ObjectNode) changed.at(pointer(parent));
    object.set(name, another(object.get(name), schema(field)));
    assertThat(changed).isNotEqualTo(spec);

    Set<String> restarted = new TreeSet<>();
    if (!receiver(spec).equals(receiver(changed))) {
      restarted.add(RECEIVERS);
    }
    if (!database(spec).equals(database(changed))) {
      restarted.add(DATABASE);
    }
    assertThat(restarted.isEmpty() ? Set.of(NOTHING) : restarted)
        .containsExactly(documented(field));
  }

  private static String pointer(String path) {
    return path.isEmpty() ? "" : "/" + path.replace('.', '/');
  }

  private static JsonNode schema(String field) {
    return CrdFiles.schema(StripeConnector.class)
        .at("/properties/spec/properties/" + field.replace(".", "/properties/"));
  }

  /** Of the connectors that have every field between them, one that has this. */
  private static ObjectNode specWith(String field) throws IOException {
    String example = Document.read("examples/every-feature.yaml").text();
    for (String document : example.split("(?m)^---$", -1)) {
      JsonNode json = new YAMLMapper().readTree(document);
      if (json.path("kind").asText().equals("StripeConnector")
          && !json.path("spec").at(pointer(field)).isMissingNode()) {
        return (ObjectNode) json.get("spec");
      }
    }
    throw new AssertionError("no example has " + field);
  }

  private static JsonNode another(JsonNode value, JsonNode schema) {
    return switch (value.getNodeType()) {
      case BOOLEAN -> Json.MAPPER.getNodeFactory().booleanNode(!value.booleanValue());
      case NUMBER -> Json.MAPPER.getNodeFactory().numberNode(value.intValue() + 1);
      case ARRAY -> {
        ArrayNode items = value.deepCopy();
        items.set(0, another(value.get(0), schema.path("items")));
        yield items;
      }
      case OBJECT -> {
        ObjectNode members = value.deepCopy();
        String first = value.fieldNames().next();
        yield members.set(first, another(value.get(first), schema));
      }
      default -> TextNode.valueOf(anotherText(value.textValue(), schema));
    };
  }

  private static String anotherText(String text, JsonNode schema) {
    List<String> choice = new ArrayList<>();
    schema.path("enum").forEach(it -> choice.add(it.asText()));
    if (!choice.isEmpty()) {
      return choice.stream().filter(it -> !it.equals(text)).findFirst().orElseThrow();
    }
    return text.matches(".*[0-8].*") ? text.replaceFirst("[0-8]", "9") : text + "x";
  }

  private static Desired desired(ObjectNode spec) {
    String json = spec.toString();
    return Given.plain(Samples.of("acme", json.substring(1, json.length() - 1))).desired();
  }

  private static PodTemplateSpec receiver(ObjectNode spec) {
    return desired(spec).receiver().getSpec().getTemplate();
  }

  private static Optional<PodTemplateSpec> database(ObjectNode spec) {
    return desired(spec).database().map(set -> set.getSpec().getTemplate());
  }

  private static String documented(String field) throws IOException {
    return table().entrySet().stream()
        .filter(row -> (field + ".").startsWith(row.getKey() + "."))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(RECEIVERS);
  }

  /** By field: what the rows that begin with fields say; all others restart receivers. */
  private static Map<String, String> table() throws IOException {
    Map<String, String> table = new TreeMap<>();
    for (List<String> row : Document.read("docs/kubernetes.md").rows("change | restarts")) {
      if (row.getFirst().startsWith("`")) {
        String parent = "";
        for (String code : Document.codeOf(row.getFirst().replaceFirst(", or .*", ""))) {
          parent = code.startsWith(".") ? parent : code.replaceFirst("\\.[^.]*$", "");
          table.put(code.startsWith(".") ? parent + code : code, row.get(1));
        }
      }
    }
    return table;
  }

  @Test
  void theTableNamesFieldsThatThereAre() throws IOException {
    assertThat(table())
        .containsEntry("store.image", DATABASE)
        .containsEntry("sync.schedule", NOTHING);
    assertThat(table().keySet())
        .allSatisfy(path ->
            assertThat(fields()).as(path).anyMatch(field -> (field + ".").startsWith(path + ".")));
    assertThat(Document.read("docs/kubernetes.md").rows("change | restarts"))
        .contains(List.of("anything else in the spec", "receivers, one after the other"));
  }
}
