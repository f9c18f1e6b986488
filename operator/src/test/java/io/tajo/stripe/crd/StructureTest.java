package io.tajo.stripe.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.CustomResource;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeSync;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas are structural, bounded and described, and their rules cheap enough. */
class StructureTest {
  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "integer", "boolean");

  /** Of a run, which nobody keeps in Git: no tool sees a drift, and its column is never empty. */
  private static final String KIND = "spec.type";

  @ParameterizedTest
  @ValueSource(classes = {StripeConnector.class, StripeSync.class})
  void everyPartHasATypeBoundsAndADescription(Class<? extends CustomResource<?, ?>> kind) {
    Map<String, JsonNode> nodes = nodes(kind);
    assertThat(nodes).hasSizeGreaterThan(30);

    nodes.forEach((path, node) -> {
      assertThat(node.path("type").asText()).as(path).isIn(TYPES);
      assertThat(node.has("default")).as("%s has a default", path).isEqualTo(path.equals(KIND));
      assertThat(node.has("x-kubernetes-preserve-unknown-fields")).as(path).isFalse();
      if (!path.endsWith("[]") && !path.endsWith("{}")) {
        assertThat(node.path("description").asText()).as(path).endsWith(".").hasSizeGreaterThan(5);
      }
      switch (node.path("type").asText()) {
        case "array" -> {
          assertThat(node.has("maxItems")).as("%s has maxItems", path).isTrue();
          assertThat(node.has("x-kubernetes-list-type")).as("%s's kind", path).isTrue();
        }
        case "object" ->
            assertThat(node.has("maxProperties"))
                .as("%s has maxProperties", path)
                .isEqualTo(node.has("additionalProperties"));
        case "integer" -> assertThat(node.path("format").asText()).as(path).isIn("int32", "int64");
        case "string" ->
            assertThat(
                    node.has("enum")
                        || node.has("maxLength")
                        || node.path("format").asText().equals("date-time"))
                .as("%s has maxLength", path)
                .isTrue();
        default -> {}
      }
    });
  }

  @ParameterizedTest
  @ValueSource(classes = {StripeConnector.class, StripeSync.class})
  void theRulesCostWhatAServerGrants(Class<? extends CustomResource<?, ?>> kind) {
    List<CelRules.Rule> rules = new CelRules(CrdFiles.schema(kind)).all();

    assertThat(rules).hasSizeGreaterThanOrEqualTo(3);
    for (CelRules.Rule rule : rules) {
      assertThat(rule.rule().path("message").asText()).as(rule.text()).hasSizeGreaterThan(10);
      // Half of it: ours is an estimate of an estimate.
      assertThat(CelCost.estimated(rule)).as(rule.text()).isLessThan(CelCost.LIMIT / 2);
      assertThat(CelCost.evaluated(rule)).as(rule.text()).isLessThan(CelCost.LIMIT_OF_CALL);
    }
    assertThat(rules.stream().mapToDouble(CelCost::estimated).sum())
        .isLessThan(CelCost.LIMIT_OF_ALL / 2);
  }

  private static Map<String, JsonNode> nodes(Class<? extends CustomResource<?, ?>> kind) {
    Map<String, JsonNode> nodes = new TreeMap<>();
    collect(CrdFiles.schema(kind), "", nodes);
    return nodes;
  }

  private static void collect(JsonNode node, String path, Map<String, JsonNode> nodes) {
    nodes.put(path, node);
    node.path("properties")
        .properties()
        .forEach(field -> collect(field.getValue(), CelRules.child(path, field.getKey()), nodes));
    if (node.has("items")) {
      collect(node.get("items"), path + "[]", nodes);
    }
    if (node.has("additionalProperties")) {
      collect(node.get("additionalProperties"), path + "{}", nodes);
    }
  }
}
