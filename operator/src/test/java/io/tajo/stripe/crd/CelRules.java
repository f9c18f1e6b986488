package io.tajo.stripe.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The CEL rules of a schema, type-checked against it and evaluated as the API server does: a rule
 * where its value is there, one with {@code oldSelf} where an old value is there too.
 */
final class CelRules {
  private static final String RULES = "x-kubernetes-validations";
  private static final String MESSAGE = "messageExpression";

  /** One rule of the schema at a path, like {@code spec.webhook}. */
  record Rule(
      String path, JsonNode schema, JsonNode rule, CelAbstractSyntaxTree tree, boolean transition) {
    String text() {
      return rule.path("rule").textValue();
    }
  }

  private final Cel cel;
  private final CelTypes types;
  private final Map<String, CelRuntime.Program> programs = new HashMap<>();
  private final List<Rule> rules = new ArrayList<>();

  /** The rules of a resource's schema. */
  CelRules(ObjectNode schema) {
    ObjectNode root = CelTypes.withMetadata(schema);
    this.types = new CelTypes(root);
    this.cel =
        CelFactory.plannerCelBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(types)
            .setResultType(SimpleType.BOOL)
            .addCompilerLibraries(CelExtensions.strings())
            .addRuntimeLibraries(CelExtensions.strings())
            .build();
    collect(root, "", rules);
  }

  /** Every rule, compiled. */
  List<Rule> all() {
    return List.copyOf(rules);
  }

  private void collect(JsonNode node, String path, List<Rule> rules) {
    node.path(RULES).forEach(rule -> rules.add(compile(node, path, rule)));
    node.path("properties")
        .properties()
        .forEach(field -> collect(field.getValue(), child(path, field.getKey()), rules));
    if (node.has("items")) {
      collect(node.get("items"), path + "[]", rules);
    }
    if (node.has("additionalProperties")) {
      collect(node.get("additionalProperties"), path + "{}", rules);
    }
  }

  private Rule compile(JsonNode node, String path, JsonNode rule) {
    String text = rule.path("rule").textValue();
    Cel here =
        cel.toCelBuilder().addVar("self", types.of(path)).addVar("oldSelf", types.of(path)).build();
    try {
      CelAbstractSyntaxTree tree = here.compile(text).getAst();
      boolean transition =
          tree.getReferenceMap().values().stream().anyMatch(r -> r.name().equals("oldSelf"));
      programs.putIfAbsent(path + " " + text, here.createProgram(tree));
      if (rule.has(MESSAGE)) {
        String message = rule.path(MESSAGE).textValue();
        Cel texts = here.toCelBuilder().setResultType(SimpleType.STRING).build();
        programs.put(path + " " + message, texts.createProgram(texts.compile(message).getAst()));
      }
      return new Rule(path, node, rule, tree, transition);
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException(path + ": " + text + ": " + e.getMessage(), e);
    }
  }

  /** What the rules refuse, as path and message. */
  List<String> refusals(JsonNode resource, Optional<? extends JsonNode> old) {
    List<String> refusals = new ArrayList<>();
    for (Rule rule : rules) {
      for (Place place : places(rule.path(), resource, old)) {
        if ((!rule.transition() || place.old().isPresent())
            && !(Boolean) evaluate(rule, rule.text(), place)) {
          String path = place.path() + rule.rule().path("fieldPath").asText("");
          refusals.add(path + ": " + message(rule, place));
        }
      }
    }
    return refusals;
  }

  private String message(Rule rule, Place place) {
    return rule.rule().has(MESSAGE)
        ? (String) evaluate(rule, rule.rule().path(MESSAGE).textValue(), place)
        : rule.rule().path("message").textValue();
  }

  private Object evaluate(Rule rule, String expression, Place place) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("self", CelTypes.value(place.value()));
    place.old().ifPresent(old -> variables.put("oldSelf", CelTypes.value(old)));
    try {
      return programs.get(rule.path() + " " + expression).eval(variables);
    } catch (CelEvaluationException e) {
      throw new IllegalStateException(expression + " at " + place.path(), e);
    }
  }

  private record Place(String path, JsonNode value, Optional<JsonNode> old) {}

  /** Where a schema's path is in a resource: our rules stand in no list and no map. */
  private static List<Place> places(
      String path, JsonNode resource, Optional<? extends JsonNode> old) {
    if (path.contains("[") || path.contains("{")) {
      throw new IllegalStateException("a rule within a list or a map: " + path);
    }
    String pointer = path.isEmpty() ? "" : "/" + path.replace('.', '/');
    JsonNode value = resource.at(pointer);
    if (value.isMissingNode()) {
      return List.of();
    }
    Optional<JsonNode> before =
        old.<JsonNode>map(o -> o.at(pointer)).filter(o -> !o.isMissingNode());
    return List.of(new Place(path, value, before));
  }

  static String child(String path, String field) {
    return path.isEmpty() ? field : path + "." + field;
  }
}
