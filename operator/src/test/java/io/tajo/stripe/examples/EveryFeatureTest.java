package io.tajo.stripe.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.api.StripeConnectorSpec;
import io.tajo.stripe.api.StripeSyncSpec;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code every-feature.yaml} has every field that there is. */
class EveryFeatureTest {
  @Test
  void noFieldIsMissing() throws IOException {
    Example example = Example.read(Example.DIRECTORY.resolve("every-feature.yaml"));

    assertThat(shown(example, "StripeConnector")).containsAll(fields(StripeConnectorSpec.class));
    assertThat(shown(example, "StripeSync")).containsAll(fields(StripeSyncSpec.class));
  }

  private static Set<String> shown(Example example, String kind) {
    Set<String> paths = new TreeSet<>();
    example.all(kind).forEach(document -> walk(document.path("spec"), "", paths));
    return paths;
  }

  private static void walk(JsonNode node, String path, Set<String> paths) {
    paths.add(path);
    node.properties().forEach(entry -> walk(entry.getValue(), path + "." + entry.getKey(), paths));
    node.elements()
        .forEachRemaining(element -> {
          if (node.isArray()) {
            walk(element, path, paths);
          }
        });
  }

  private static Set<String> fields(Class<?> spec) {
    Set<String> paths = new TreeSet<>();
    add(spec, "", paths);
    return paths;
  }

  private static void add(Class<?> type, String path, Set<String> paths) {
    paths.add(path);
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        add(element(component), path + "." + component.getName(), paths);
      }
    }
  }

  private static Class<?> element(RecordComponent component) {
    Type type = component.getGenericType();
    boolean list = List.class.isAssignableFrom(component.getType());
    return list
            && type instanceof ParameterizedType parameterized
            && parameterized.getActualTypeArguments()[0] instanceof Class<?> element
        ? element
        : component.getType();
  }
}
