package io.tajo.stripe.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Kustomize layout: its files are there, and base and patch together make a connector. */
class KustomizeTest {
  private static final Path KUSTOMIZE = Example.DIRECTORY.resolve("gitops/kustomize");

  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/staging", "overlays/production"})
  void whatIsNamedIsThere(String directory) throws IOException {
    Path place = KUSTOMIZE.resolve(directory);
    JsonNode kustomization =
        Example.read(place.resolve("kustomization.yaml")).documents().getFirst();

    assertThat(kustomization.path("resources")).isNotEmpty();
    for (JsonNode resource : kustomization.path("resources")) {
      assertThat(place.resolve(resource.asText())).exists();
    }
    for (JsonNode patch : kustomization.path("patches")) {
      assertThat(place.resolve(patch.path("path").asText())).exists();
    }
  }

  /** Of a kind that it does not know, Kustomize merges maps and replaces all else. */
  @ParameterizedTest
  @CsvSource({"staging, 120", "production, 20"})
  void baseAndPatchMakeAConnector(String overlay, long list) throws Exception {
    ObjectNode connector = connector("base");
    JsonNode patch = connector("overlays/" + overlay);
    assertThat(patch.at("/metadata/name")).isEqualTo(connector.at("/metadata/name"));
    JsonNode merged = new ObjectMapper().readerForUpdating(connector).readValue(patch);

    var manifest = new Example(KUSTOMIZE, List.of(merged)).connector("acme");

    assertThat(manifest.spec().brevo().lists().allCustomers()).isEqualTo(list);
  }

  private static ObjectNode connector(String directory) throws IOException {
    Path file = KUSTOMIZE.resolve(directory).resolve("connector.yaml");
    return (ObjectNode) Example.read(file).documents().getFirst();
  }

  @ParameterizedTest
  @ValueSource(strings = {"argocd/connectors.yaml", "flux/connectors.yaml"})
  void whatReferencesItFindsIt(String file) throws IOException {
    Path root = Example.DIRECTORY.getParent();
    JsonNode document =
        Example.read(Example.DIRECTORY.resolve("gitops").resolve(file)).documents().getFirst();
    String path = document.at("/spec/path").asText() + document.at("/spec/source/path").asText();

    assertThat(Files.isDirectory(root.resolve(path))).as(path).isTrue();
  }
}
