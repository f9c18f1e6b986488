package io.tajo.stripe.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files in {@code crds/} are what the classes say; {@code -Dcrds.write} makes them so. */
class CrdFilesTest {
  @Test
  void theFilesAreCurrent() throws IOException {
    Map<String, String> wanted = CrdFiles.files();
    if (System.getProperty("crds.write") != null) {
      for (Path folder : List.of(CrdFiles.FOLDER, CrdFiles.OF_THE_CHART)) {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : wanted.entrySet()) {
          Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
      }
    }

    wanted.forEach((name, text) -> {
      Path file = CrdFiles.FOLDER.resolve(name);
      assertThat(file)
          .as(
              "crds/%s is not what the classes of io.tajo.stripe.api say. Run: %s",
              name, CrdFiles.COMMAND)
          .exists()
          .content()
          .isEqualTo(text);
    });
    try (Stream<Path> files = Files.list(CrdFiles.FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(wanted.keySet());
    }
  }

  @Test
  void theFilesSayWhatTheDefinitionsAre() {
    assertThat(CrdFiles.read(CrdFiles.files().get("stripesyncs.connectors.tajo.io.yaml")))
        .isEqualTo(CrdFiles.read(CrdFiles.definition(StripeSync.class).toString()));
  }

  @Test
  void columnsStandInTheOrderThatKubectlPrints() {
    assertThat(columns(CrdFiles.definition(StripeConnector.class)))
        .containsExactly(
            "Ready string",
            "Reason string",
            "Customers integer",
            "Last Sync date",
            "Suspended string",
            "Age date",
            "Message string, wide",
            "Subscriptions integer, wide",
            "URL string, wide",
            "Next Sync string, wide");
    assertThat(columns(CrdFiles.definition(StripeSync.class)))
        .containsExactly(
            "Connector string",
            "Type string",
            "Dry Run boolean",
            "Phase string",
            "Percent integer",
            "Read integer",
            "Written integer",
            "Age date",
            "Message string, wide",
            "Job string, wide");
  }

  private static List<String> columns(JsonNode definition) {
    List<String> columns = new ArrayList<>();
    definition
        .at("/spec/versions/0/additionalPrinterColumns")
        .forEach(column ->
            columns.add(
                column.path("name").textValue()
                    + " "
                    + column.path("type").textValue()
                    + (column.path("priority").asInt() == 1 ? ", wide" : "")));
    return columns;
  }

  @Test
  void theKindsAreNamedAndSelected() {
    JsonNode connector = CrdFiles.definition(StripeConnector.class).path("spec");
    JsonNode sync = CrdFiles.definition(StripeSync.class).path("spec");

    assertThat(connector.at("/names/shortNames/0").textValue()).isEqualTo("stripeconn");
    assertThat(sync.at("/names/shortNames/0").textValue()).isEqualTo("stsync");
    for (JsonNode spec : List.of(connector, sync)) {
      assertThat(spec.path("scope").textValue()).isEqualTo("Namespaced");
      assertThat(spec.at("/names/categories/0").textValue()).isEqualTo("tajo");
      assertThat(spec.at("/versions/0/subresources").has("status")).isTrue();
    }
    assertThat(connector.at("/versions/0/selectableFields/0/jsonPath").textValue())
        .isEqualTo(".spec.stripe.secretKey.name");
    assertThat(sync.at("/versions/0/selectableFields/0/jsonPath").textValue())
        .isEqualTo(".spec.connector");
  }
}
