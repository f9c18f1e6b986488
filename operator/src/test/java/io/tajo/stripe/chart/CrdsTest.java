package io.tajo.stripe.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The definitions in the chart: those of {@code crds/}, upgraded with it, and kept when it goes.
 */
class CrdsTest {
  private static final Path GENERATED = Chart.ROOT.resolve("crds");
  private static final Path OF_THE_CHART = Chart.DIRECTORY.resolve("files/crds");
  private static final String REFRESH =
      "./mvnw -B -pl operator test -Dtest=CrdFilesTest -Dcrds.write";

  @Test
  void areThoseThatAreGenerated() throws IOException {
    assertThat(read(OF_THE_CHART)).as("refresh them: " + REFRESH).isEqualTo(read(GENERATED));
  }

  private static Map<String, String> read(Path directory) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }

  @Test
  void areRenderedAsTheyAre() throws IOException {
    Map<String, CustomResourceDefinition> rendered = new TreeMap<>();
    Chart.plain()
        .all(CustomResourceDefinition.class)
        .forEach(crd -> rendered.put(crd.getMetadata().getName(), crd));

    assertThat(rendered)
        .containsOnlyKeys("stripeconnectors.connectors.tajo.io", "stripesyncs.connectors.tajo.io");
    for (String text : read(OF_THE_CHART).values()) {
      CustomResourceDefinition file = new KubernetesSerialization().unmarshal(text);
      assertThat(rendered.get(file.getMetadata().getName()).getSpec()).isEqualTo(file.getSpec());
    }
  }

  @Test
  void areKeptUnlessThatIsSwitchedOff() {
    assertThat(Chart.plain().all(CustomResourceDefinition.class))
        .hasSize(2)
        .allSatisfy(crd ->
            assertThat(crd.getMetadata().getAnnotations())
                .containsEntry("helm.sh/resource-policy", "keep"));
    assertThat(Chart.example("unkept").all(CustomResourceDefinition.class))
        .hasSize(2)
        .allSatisfy(crd ->
            assertThat(crd.getMetadata().getAnnotations())
                .doesNotContainKey("helm.sh/resource-policy"));
  }

  @Test
  void takeAnnotations() {
    assertThat(Chart.example("everything").all(CustomResourceDefinition.class))
        .allSatisfy(crd ->
            assertThat(crd.getMetadata().getAnnotations())
                .containsEntry("argocd.argoproj.io/sync-options", "ServerSideApply=true")
                .containsEntry("helm.sh/resource-policy", "keep"));
  }

  @Test
  void areLeftToOthersWhereSwitchedOff() {
    assertThat(Chart.plain().with("crds.enabled", false).all(CustomResourceDefinition.class))
        .isEmpty();
  }
}
