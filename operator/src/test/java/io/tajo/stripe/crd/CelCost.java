package io.tajo.stripe.crd;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule costs at most, roughly as Kubernetes 1.30 estimates it from the bounds in the schema
 * (cel-go's {@code checker/cost.go}, Kubernetes' {@code apiserver/pkg/cel/library/cost.go}). What
 * has no bound there, like the result of {@code map()}, costs infinitely much, and its definition
 * would be refused.
 */
final class CelCost {
  /** The limit of one rule's estimate ({@code StaticEstimatedCostLimit}). */
  static final double LIMIT = 10_000_000;

  /** The limit of all estimates of a definition ({@code StaticEstimatedCRDCostLimit}). */
  static final double LIMIT_OF_ALL = 100_000_000;

  /** The limit of one rule's evaluation ({@code PerCallLimit}). */
  static final double LIMIT_OF_CALL = 1_000_000;

  private final int bytesOfCharacter;
  private final double unbounded;
  private final Map<String, Estimate> variables = new HashMap<>();

  private CelCost(int bytesOfCharacter, double unbounded) {
    this.bytesOfCharacter = bytesOfCharacter;
    this.unbounded = unbounded;
  }

  /** A cost, with the size of the result and its schema, where they are known. */
  private record Estimate(double cost, double size, Optional<JsonNode> schema) {
    static Estimate of(double cost, double size) {
      return new Estimate(cost, size, Optional.empty());
    }

    Estimate plus(double more) {
      return new Estimate(cost + more, size, schema);
    }
  }

  /** What the server estimates when it gets the definition: characters of four bytes. */
  static double estimated(CelRules.Rule rule) {
    return new CelCost(4, 3 << 20).of(rule);
  }

  /** What the largest value may cost that people write: ASCII, and names as long as they may be. */
  static double evaluated(CelRules.Rule rule) {
    return new CelCost(1, 253).of(rule);
  }

  private double of(CelRules.Rule rule) {
    variables.put("self", value(rule.schema(), 1));
    variables.put("oldSelf", value(rule.schema(), 1));
    return of(rule.tree().getExpr()).cost();
  }

  private Estimate value(JsonNode schema, double cost) {
    return new Estimate(cost, size(schema), Optional.of(schema));
  }

  private double size(JsonNode schema) {
    return switch (schema.path("type").asText()) {
      case "array" -> schema.path("maxItems").asDouble(Double.POSITIVE_INFINITY);
      case "object" ->
          schema.has("additionalProperties") ? schema.path("maxProperties").asInt() : 0;
      case "string" ->
          schema.has("maxLength")
              ? schema.path("maxLength").asDouble() * bytesOfCharacter
              : schema.has("enum") ? longest(schema.path("enum")) : unbounded;
      default -> 1;
    };
  }

  private static double longest(JsonNode texts) {
    double longest = 0;
    for (JsonNode text : texts) {
      longest = Math.max(longest, text.asText().length());
    }
    return longest;
  }

  private Estimate of(CelExpr expression) {
    return switch (expression.getKind()) {
      case CONSTANT -> Estimate.of(0, constant(expression.constant()));
      case IDENT -> variables.get(expression.ident().name());
      case SELECT -> {
        Estimate operand = of(expression.select().operand());
        yield expression.select().testOnly()
            ? Estimate.of(operand.cost() + 1, 1)
            : value(
                operand.schema().orElseThrow().at("/properties/" + expression.select().field()),
                operand.cost() + 1);
      }
      case CALL -> call(expression.call());
      case LIST ->
          Estimate.of(
              10 + expression.list().elements().stream().mapToDouble(e -> of(e).cost()).sum(),
              expression.list().elements().size());
      case COMPREHENSION -> comprehension(expression.comprehension());
      default -> throw new IllegalStateException("no cost of " + expression);
    };
  }

  private static double constant(CelConstant constant) {
    return constant.getKind() == CelConstant.Kind.STRING_VALUE
        ? constant.stringValue().length()
        : 1;
  }

  private Estimate call(CelCall call) {
    List<Estimate> arguments = call.args().stream().map(this::of).toList();
    Optional<Estimate> target = call.target().map(this::of);
    double sum = arguments.stream().mapToDouble(Estimate::cost).sum();
    sum += target.map(Estimate::cost).orElse(0.0);
    double size = target.map(Estimate::size).orElse(1.0);
    return switch (call.function()) {
      case "_[_]" -> element(arguments.getFirst()).plus(sum);
      case "matches" ->
          Estimate.of(
              sum + Math.ceil((size + 1) * 0.1) * Math.ceil(arguments.getFirst().size() * 0.25), 1);
      case "lowerAscii", "upperAscii" -> Estimate.of(sum + Math.ceil(size * 0.1), size);
      case "startsWith" -> Estimate.of(sum + Math.ceil(arguments.getFirst().size() * 0.1), 1);
      case "@in" -> Estimate.of(sum + arguments.get(1).size(), 1);
      case "_==_", "_!=_" ->
          Estimate.of(
              sum + Math.ceil(0.1 * Math.min(arguments.get(0).size(), arguments.get(1).size())), 1);
      case "_||_", "_&&_" -> Estimate.of(sum, 1);
      default -> Estimate.of(sum + 1, 1);
    };
  }

  /** A value of a map, or an item of a list. */
  private Estimate element(Estimate container) {
    JsonNode schema = container.schema().orElseThrow();
    return value(schema.path(schema.has("items") ? "items" : "additionalProperties"), 1);
  }

  private Estimate comprehension(CelComprehension loop) {
    Estimate range = of(loop.iterRange());
    double times = range.schema().isPresent() ? range.size() : Double.POSITIVE_INFINITY;
    boolean list = range.schema().filter(schema -> schema.has("items")).isPresent();
    // The server takes a map's keys for empty.
    variables.put(loop.iterVar(), list ? element(range) : Estimate.of(1, 0));
    variables.put(loop.accuVar(), Estimate.of(1, 1));
    double step = of(loop.loopCondition()).cost() + of(loop.loopStep()).cost();
    double once = range.cost() + of(loop.accuInit()).cost() + of(loop.result()).cost();
    return Estimate.of(once + times * step, 1);
  }
}
