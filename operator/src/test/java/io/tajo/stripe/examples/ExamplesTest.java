package io.tajo.stripe.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.crd.Admission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example is what it says; ours pass the checks that a run makes. */
class ExamplesTest {
  /** Files that are no Kubernetes objects, patches that are no whole ones, and saved states. */
  private static final List<String> PARTS =
      List.of("gitops/argocd/health_test.yaml", "gitops/argocd/testdata/", "overlays/");

  private static final Admission CONNECTORS = new Admission(StripeConnector.class);
  private static final Admission SYNCS = new Admission(StripeSync.class);

  static Stream<Path> files() throws IOException {
    return Example.files().filter(file -> PARTS.stream().noneMatch(file.toString()::contains));
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyDocumentIsANamedObject(Path file) throws IOException {
    List<JsonNode> documents = Example.read(file).documents();

    assertThat(documents).isNotEmpty();
    for (JsonNode document : documents) {
      assertThat(document.path("apiVersion").asText()).matches("([a-z0-9.-]+/)?v[0-9][a-z0-9]*");
      assertThat(document.path("kind").asText()).matches("[A-Z][A-Za-z]+");
      if (!document.path("apiVersion").asText().startsWith("kustomize.config.k8s.io/")) {
        assertThat(
                document.at("/metadata/name").asText()
                    + document.at("/metadata/generateName").asText())
            .matches("[a-z0-9]([-a-z0-9.]*)?");
      }
    }
  }

  static Stream<Path> filesWithConnectors() throws IOException {
    return filesWith("StripeConnector");
  }

  static Stream<Path> filesWithSecrets() throws IOException {
    return filesWith("Secret", "ExternalSecret");
  }

  private static Stream<Path> filesWith(String... kinds) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : files().toList()) {
      Example example = Example.read(file);
      if (Stream.of(kinds).anyMatch(kind -> !example.all(kind).isEmpty())) {
        found.add(file);
      }
    }
    return found.stream();
  }

  /** By a cluster and by the program. */
  @ParameterizedTest
  @MethodSource("filesWithConnectors")
  void everyConnectorIsTaken(Path file) throws Exception {
    Example example = Example.read(file);

    for (JsonNode connector : example.all("StripeConnector")) {
      assertThat(CONNECTORS.unknown(connector)).isEmpty();
      assertThat(CONNECTORS.refusals(connector, Optional.empty())).isEmpty();
      String name = connector.at("/metadata/name").asText();
      Manifest manifest = example.connector(name);
      assertThat(manifest.name()).isEqualTo(name);
    }
  }

  @Test
  void everyRunIsTaken() throws IOException {
    Example example = Example.read(Example.DIRECTORY.resolve("every-feature.yaml"));
    ObjectNode run = (ObjectNode) example.all("StripeSync").getFirst();
    ((ObjectNode) run.get("metadata")).put("name", "acme-x7k2p");

    assertThat(SYNCS.unknown(run)).isEmpty();
    assertThat(SYNCS.refusals(run, Optional.empty())).isEmpty();
    assertThat(filesWith("StripeSync")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("filesWithSecrets")
  void everySecretOfAConnectorIsForTheOperatorToRead(Path file) throws IOException {
    Example example = Example.read(file);
    Set<String> used = new TreeSet<>();
    for (JsonNode connector : example.all("StripeConnector")) {
      connector.findParents("key").forEach(ref -> used.add(ref.path("name").asText()));
    }

    for (JsonNode secret : example.all("Secret")) {
      assertThat(used).contains(secret.at("/metadata/name").asText());
      assertThat(secret.at("/metadata/labels/connectors.tajo.io~1secret").textValue())
          .isEqualTo("true");
    }
    for (JsonNode secret : example.all("ExternalSecret")) {
      assertThat(
              secret
                  .at("/spec/target/template/metadata/labels/connectors.tajo.io~1secret")
                  .textValue())
          .isEqualTo("true");
    }
  }

  @Test
  void theSandboxSpeaksToTheConnectorBesideIt() throws IOException {
    Example sandbox = Example.read(Example.DIRECTORY.resolve("sandbox.yaml"));
    JsonNode connector = sandbox.all("StripeConnector").getFirst();
    JsonNode container =
        sandbox.all("Deployment").getFirst().at("/spec/template/spec/containers/0");
    String namespace = connector.at("/metadata/namespace").asText();
    String name = connector.at("/metadata/name").asText();
    List<String> arguments = new ArrayList<>();
    container.path("args").forEach(argument -> arguments.add(argument.asText()));

    assertThat(arguments)
        .startsWith("sandbox")
        .containsSequence("--host", "0.0.0.0")
        .containsSequence(
            "--webhook-url",
            "http://%s-receiver.%s.svc:8080/stripe/%s/%s"
                .formatted(name, namespace, namespace, name));
    JsonNode port = sandbox.all("Service").getFirst().at("/spec/ports/0/port");
    assertThat(arguments).containsSequence("--port", port.asText());
    assertThat(Files.readString(sandbox.file()))
        .contains("stripeApiBase=http://sandbox.%s.svc:%s ".formatted(namespace, port.asText()))
        .contains("brevoApiBase=http://sandbox.%s.svc:%s/v3".formatted(namespace, port.asText()));
    assertThat(container.path("image").asText())
        .as("the chart's own")
        .isEqualTo("docker.io/library/stripe-connector:0.1.0");
  }

  /** cert-manager makes what an Ingress names, where its annotation names an issuer. */
  @Test
  void theIngressHasACertificateThatCertManagerMakes() throws IOException {
    Example example = Example.read(Example.DIRECTORY.resolve("cert-manager.yaml"));
    JsonNode ingress = example.all("StripeConnector").getFirst().at("/spec/webhook/expose/ingress");

    assertThat(ingress.path("tlsSecretName").asText()).isNotEmpty();
    assertThat(ingress.at("/annotations/cert-manager.io~1cluster-issuer").asText()).isNotEmpty();
  }

  @Test
  void theRouteFitsTheGateway() throws IOException {
    Example example = Example.read(Example.DIRECTORY.resolve("gateway.yaml"));
    JsonNode gateway = example.all("Gateway").getFirst();
    JsonNode connector = example.all("StripeConnector").getFirst();
    JsonNode parent = connector.at("/spec/webhook/expose/gateway/parentRefs/0");

    assertThat(parent.path("name")).isEqualTo(gateway.at("/metadata/name"));
    assertThat(parent.path("namespace")).isEqualTo(gateway.at("/metadata/namespace"));
    assertThat(parent.path("sectionName")).isEqualTo(gateway.at("/spec/listeners/0/name"));
    assertThat(connector.at("/spec/webhook/host"))
        .isEqualTo(gateway.at("/spec/listeners/0/hostname"));
  }
}
