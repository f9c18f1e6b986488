package io.tajo.stripe.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The health that Flux gives a connector, by the expressions that are shipped. It takes the first
 * that is true, in this order
 * (https://github.com/fluxcd/flux2/blob/main/rfcs/0009-custom-health-checks/README.md).
 */
class FluxHealthTest {
  private static final Path GITOPS = Example.DIRECTORY.resolve("gitops");
  private static final List<String> ORDER = List.of("inProgress", "failed", "current");
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

  @ParameterizedTest
  @CsvSource({
    "new, inProgress",
    "no-conditions, inProgress",
    "changed, inProgress",
    "reconciling, inProgress",
    "rolling-out, inProgress",
    "stalled, failed",
    "ready, current",
    "suspended, current",
  })
  void everyStateHasItsHealth(String state, String health) throws Exception {
    assertThat(health(Example.read(GITOPS.resolve("argocd/testdata/" + state + ".yaml"))))
        .isEqualTo(health);
  }

  private static String health(Example state) throws Exception {
    Map<String, Object> connector =
        new HashMap<>(
            MAPPER.convertValue(
                state.documents().getFirst(), new TypeReference<Map<String, Object>>() {}));
    if (!connector.containsKey("status") || isOfAnOlderSpec(state)) {
      return "inProgress"; // Nothing is evaluated: it waits for the status.
    }
    JsonNode expressions = expressions();
    for (String name : ORDER) {
      if (isTrue(expressions.path(name).asText(), connector)) {
        return name;
      }
    }
    return "inProgress";
  }

  private static boolean isOfAnOlderSpec(Example state) {
    JsonNode connector = state.documents().getFirst();
    JsonNode observed = connector.at("/status/observedGeneration");
    return !observed.isMissingNode() && !observed.equals(connector.at("/metadata/generation"));
  }

  private static JsonNode expressions() throws IOException {
    return Example.read(GITOPS.resolve("flux/connectors.yaml"))
        .documents()
        .getFirst()
        .at("/spec/healthCheckExprs/0");
  }

  private static boolean isTrue(String expression, Map<String, Object> connector)
      throws CelValidationException, CelEvaluationException {
    Cel cel =
        CelFactory.plannerCelBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setResultType(SimpleType.BOOL)
            .addVar("metadata", SimpleType.DYN)
            .addVar("status", SimpleType.DYN)
            .build();
    Map<String, Object> variables = new HashMap<>(connector);
    variables.keySet().retainAll(List.of("metadata", "status"));
    return (Boolean) cel.createProgram(cel.compile(expression).getAst()).eval(variables);
  }
}
