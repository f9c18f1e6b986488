package io.tajo.stripe.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.CustomResource;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.crd.Admission;
import io.tajo.stripe.crd.MergePatch;
import io.tajo.stripe.examples.Example;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every manifest in the documents, a part of one too, is taken by a cluster and by the program. */
class DocumentedYamlTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Admission CONNECTORS = new Admission(StripeConnector.class);
  private static final Admission SYNCS = new Admission(StripeSync.class);

  /** A connector with something of all that patches change. */
  private static final String BASE =
      """
      apiVersion: connectors.tajo.io/v1alpha1
      kind: StripeConnector
      metadata: {name: acme, namespace: default}
      spec:
        stripe: {secretKey: {name: acme, key: stripe-secret-key}}
        brevo:
          apiKey: {name: acme, key: brevo-api-key}
          lists: {allCustomers: 20}
          consent: {newContacts: Blocklisted}
        store: {size: 5Gi, image: "postgres:18.6", storageClassName: fast, whenDeleted: Delete}
      """;

  static Stream<Document.Block> blocks() throws IOException {
    return Document.blocks("yaml");
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void isTaken(Document.Block block) throws Exception {
    List<JsonNode> documents = Example.parse(Document.ROOT, block.text()).documents();
    assertThat(documents).isNotEmpty();
    if (documents.getFirst().has("connectors")) {
      return; // The configuration file that MovingInTest reads.
    }
    if (documents.getFirst().has("scrape_configs")) {
      return; // Prometheus' own.
    }
    if (!documents.getFirst().has("kind")) {
      taken(changed(YAML.createObjectNode().set("spec", documents.getFirst())));
      return;
    }
    for (JsonNode document : documents) {
      taken(document);
    }
  }

  /** A placeholder for what is still to be chosen is no value that a cluster would take. */
  private static void taken(JsonNode document) throws Exception {
    assertThat(
            document.at("/metadata/name").asText() + document.at("/metadata/generateName").asText())
        .isNotEmpty();
    switch (document.path("kind").asText()) {
      case "StripeConnector" -> {
        if (document.at("/spec/brevo/consent/newContacts").isMissingNode()) {
          return; // MovingInTest
        }
        admitted(CONNECTORS, document);
        String name = document.at("/metadata/name").asText();
        assertThat(
                Example.parse(Document.ROOT, YAML.writeValueAsString(document))
                    .connector(name)
                    .name())
            .isEqualTo(name);
      }
      case "StripeSync" -> {
        ObjectNode metadata = (ObjectNode) document.get("metadata");
        if (!metadata.has("name")) { // A server makes it up before it looks at the rest.
          metadata.put("name", metadata.path("generateName").asText() + "x7k2p");
        }
        admitted(SYNCS, document);
      }
      default ->
          assertThat(document.path("apiVersion").asText())
              .as("of a " + document.path("kind"))
              .isNotEmpty();
    }
  }

  private static void admitted(Admission admission, JsonNode document) {
    assertThat(admission.unknown(document)).isEmpty();
    assertThat(admission.refusals(document, Optional.empty())).isEmpty();
  }

  private static JsonNode changed(JsonNode patch) throws JsonProcessingException {
    ObjectNode connector = (ObjectNode) YAML.readTree(BASE);
    MergePatch.apply(connector, patch);
    return connector;
  }

  static Stream<String> patches() throws IOException {
    return Document.blocks("sh")
        .flatMap(block -> Shell.commands(block.text()).stream())
        .filter(words -> words.containsAll(List.of("kubectl", "patch", "stripeconnector")))
        .map(words -> words.get(words.indexOf("-p") + 1));
  }

  @ParameterizedTest
  @MethodSource("patches")
  void aPatchedConnectorIsTaken(String patch) throws Exception {
    taken(changed(YAML.readTree(patch)));
  }

  @Test
  void whatIsWrongIsFound() throws Exception {
    ObjectNode wrong = (ObjectNode) changed(YAML.readTree("{spec: {suspended: true}}"));
    assertThat(CONNECTORS.unknown(wrong)).isNotEmpty();
    assertThat(blocks().count()).isGreaterThan(5);
    assertThat(patches()).anyMatch(patch -> patch.contains("postgres"));
    Class<? extends CustomResource<?, ?>> kind = StripeSync.class;
    assertThat(new Admission(kind).refusals(YAML.readTree("{spec: {}}"), Optional.empty()))
        .isNotEmpty();
  }
}
