package io.tajo.stripe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.api.ManifestException;
import io.tajo.stripe.api.Manifests;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.SyncResource;
import io.tajo.stripe.controller.Runs;
import io.tajo.stripe.controller.Samples;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.PodSettings;
import io.tajo.stripe.controller.model.SyncJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** What the operator starts in its pods are commands that there are, and files that they read. */
class PodCommandLinesTest extends CommandScene {
  private static final PodSettings PODS =
      new PodSettings("app:1", "pg:1", Optional.empty(), List.of(), Optional.empty(), Map.of());
  private static final Map<String, String> VALUES =
      Map.of(
          "stripe-secret-key", "rk_test_1",
          "stripe", "sk_test_1",
          "postgres-url", "postgresql://u:p@pg:6432/c",
          "url", "postgresql://postgres:p@acme-database:5432/postgres",
          "stripe-webhook-secret", "whsec_1",
          "stripe-webhook-secret-old", "whsec_0");

  static Stream<StripeConnector> connectors() throws IOException {
    return Stream.concat(
        Stream.of(
            Samples.connector("acme"),
            Samples.connector("acme", "\"sync\": {\"schedule\": {\"full\": \"0 3 * * 0\"}}")),
        Stream.of(Files.readString(Path.of("../examples/every-feature.yaml")).split("(?m)^---$"))
            .filter(it -> it.contains("\nkind: StripeConnector"))
            .map(it -> Serialization.unmarshal(it, StripeConnector.class))
            .peek(it -> it.getMetadata().setNamespace("shop")));
  }

  private ParseResult parsed(PodTemplateSpec template) {
    CommandLine line = Main.commands(environment());
    List<String> args = template.getSpec().getContainers().getFirst().getArgs();
    return line.parseArgs(args.toArray(String[]::new)).subcommand();
  }

  private static Object value(ParseResult parsed, String option) {
    return parsed.matchedOption(option).getValue();
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void receiversAreStartedByACommandThatThereIs(StripeConnector connector) {
    ParseResult parsed = parsed(desired(connector).receiver().getSpec().getTemplate());

    assertThat(parsed.commandSpec().name()).isEqualTo("receiver");
    assertThat(value(parsed, "--port")).isEqualTo(8080);
    assertThat(value(parsed, "--health-port")).isEqualTo(8081);
    assertThat(value(parsed, "--secrets")).hasToString("/etc/stripe-connector/secrets");
    assertThat(parsed.hasMatchedOption("--trusted-proxies"))
        .isEqualTo(
            connector.getSpec().webhook() != null
                && connector.getSpec().webhook().allowedSourceRanges() != null);
  }

  private static Desired desired(StripeConnector connector) {
    return new Desired(connector, PODS, ref -> VALUES.getOrDefault(ref.key(), "x"));
  }

  static Stream<StripeSync> runs() {
    StripeSync rewrite = Runs.full("2026-01-07T12:00:00Z").build();
    rewrite.setSpec(new io.tajo.stripe.api.StripeSyncSpec("acme", null, null, null, false, true));
    return Stream.of(
        Runs.full("2026-01-07T12:00:00Z").build(),
        Runs.incremental("2026-01-07T12:00:00Z").build(),
        Runs.full("2026-01-07T12:00:00Z")
            .of(SyncResource.PAYMENTS, SyncResource.CHECKOUT_SESSIONS)
            .since("2026-01-01")
            .dry()
            .build(),
        rewrite);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void runsAreStartedByACommandThatThereIs(StripeSync sync) throws Exception {
    ParseResult parsed =
        parsed(SyncJobs.job(sync, Samples.connector("acme"), PODS).getSpec().getTemplate());

    assertThat(parsed.commandSpec().name()).isEqualTo("sync");
    assertThat(value(parsed, "--termination-log")).hasToString("/dev/termination-log");
    assertThat(parsed.hasMatchedOption("--incremental"))
        .isEqualTo(sync.getSpec().type() == io.tajo.stripe.api.StripeSyncSpec.Type.INCREMENTAL);
    assertThat(parsed.hasMatchedOption("--dry-run"))
        .isEqualTo(Boolean.TRUE.equals(sync.getSpec().dryRun()));
    assertThat(parsed.hasMatchedOption("--rewrite"))
        .isEqualTo(Boolean.TRUE.equals(sync.getSpec().rewrite()));
    assertThat(parsed.hasMatchedOption("--since")).isEqualTo(sync.getSpec().since() != null);
    if (sync.getSpec().resources() != null) {
      assertThat((Iterable<?>) value(parsed, "--resources"))
          .map(Object::toString)
          .containsExactlyInAnyOrderElementsOf(
              Set.copyOf(sync.getSpec().resources().stream().map(Object::toString).toList()));
    }
  }

  /** With the files that the pod's volumes put beside it. */
  @ParameterizedTest
  @MethodSource("connectors")
  void theDocumentIsReadAsLocalReadsIt(StripeConnector connector)
      throws IOException, ManifestException {
    Desired desired = desired(connector);
    mount(desired.receiver().getSpec().getTemplate());

    Manifest read =
        new Manifests(() -> environment().clock().instant(), Map.of(), mapping)
            .withSecretsIn(directory)
            .read(desired.document().getData().get("connector.yaml"), Optional.empty());

    assertThat(read.notices()).isEmpty();
    assertThat(read.namespace()).isEqualTo("shop");
    assertThat(read.secrets().stripeKey()).containsPattern("_test_1$");
    assertThat(read.secrets().postgresUrl()).isPresent();
    assertThat(read.spec().brevo()).isEqualTo(connector.getSpec().brevo());
    assertThat(read.spec().fieldMapping()).isEqualTo(connector.getSpec().fieldMapping());
    assertThat(read.spec().effective().resources())
        .isEqualTo(connector.getSpec().effective().resources());
    if (connector.getSpec().webhook() != null
        && connector.getSpec().webhook().signingSecrets() != null) {
      assertThat(read.secrets().signingSecrets()).containsExactly("whsec_1", "whsec_0");
    }
  }

  private void mount(PodTemplateSpec template) throws IOException {
    List<SecretProjection> sources =
        template.getSpec().getVolumes().stream()
            .filter(volume -> volume.getName().equals("secrets"))
            .flatMap(volume -> volume.getProjected().getSources().stream())
            .map(it -> it.getSecret())
            .toList();
    for (SecretProjection source : sources) {
      for (var item : source.getItems()) {
        assertThat(item.getPath()).isEqualTo(source.getName() + "/" + item.getKey());
        Path file = directory.resolve(item.getPath());
        Files.createDirectories(file.getParent());
        Files.writeString(file, VALUES.getOrDefault(item.getKey(), "some-value"));
      }
    }
  }

  @Test
  void theDocumentHoldsNothingThatOnlyTheOperatorNeeds() {
    assertThat(
            desired(
                    Samples.connector(
                        "acme",
                        """
                        "sync": {"schedule": {"full": "0 3 * * 0"}},
                        "webhook": {"host": "a.example", "replicas": 3},
                        "store": {"size": "10Gi"}
                        """))
                .document()
                .getData())
        .isEqualTo(desired(Samples.connector("acme")).document().getData());
  }
}
