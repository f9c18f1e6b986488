package io.tajo.stripe.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/** The health that Argo CD shows of a connector, by the script and the states that are shipped. */
class ArgoHealthTest {
  private static final Path ARGOCD = Example.DIRECTORY.resolve("gitops/argocd");

  static Stream<JsonNode> tests() throws IOException {
    JsonNode tests = Example.read(ARGOCD.resolve("health_test.yaml")).documents().getFirst();
    return StreamSupport.stream(tests.path("tests").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("tests")
  void everyStateHasItsHealth(JsonNode test) throws IOException {
    Path input = ARGOCD.resolve(test.path("inputPath").asText());
    JsonNode expected = test.path("healthStatus");

    LuaTable health = health(Example.read(input).documents().getFirst());

    assertThat(health.get("status").checkjstring() + ": " + health.get("message").checkjstring())
        .as(input.getFileName().toString())
        .isEqualTo(expected.path("status").asText() + ": " + expected.path("message").asText());
  }

  @Test
  void everyStateIsTested() throws IOException {
    TreeSet<String> tested = new TreeSet<>();
    tests().forEach(test -> tested.add(test.path("inputPath").asText()));

    try (Stream<Path> states = Files.list(ARGOCD.resolve("testdata"))) {
      assertThat(states.map(state -> ARGOCD.relativize(state).toString()))
          .containsExactlyInAnyOrderElementsOf(tested);
    }
  }

  @Test
  void theConfigMapHasTheScript() throws IOException {
    JsonNode data =
        Example.read(ARGOCD.resolve("argocd-cm.yaml")).documents().getFirst().path("data");

    assertThat(
            data.path("resource.customizations.health.connectors.tajo.io_StripeConnector").asText())
        .isEqualTo(script());
  }

  private static String script() throws IOException {
    return Files.readString(ARGOCD.resolve("health.lua"));
  }

  private static LuaTable health(JsonNode object) throws IOException {
    Globals lua = JsePlatform.standardGlobals();
    lua.set("obj", value(object));
    return lua.load(script(), "health.lua").call().checktable();
  }

  private static LuaValue value(JsonNode node) {
    if (node.isObject() || node.isArray()) {
      LuaTable table = new LuaTable();
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        table.set(entry.getKey(), value(entry.getValue()));
      }
      for (int i = 0; node.isArray() && i < node.size(); i++) {
        table.set(i + 1, value(node.get(i)));
      }
      return table;
    }
    if (node.isBoolean()) {
      return LuaValue.valueOf(node.booleanValue());
    }
    return node.isNumber() ? LuaValue.valueOf(node.doubleValue()) : LuaValue.valueOf(node.asText());
  }
}
