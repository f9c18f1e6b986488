package io.tajo.stripe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tajo.stripe.controller.OperatorSettings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What the operator is started with. */
class OperatorOptionsTest {
  private static OperatorSettings settings(Map<String, String> variables, String... args) {
    OperatorOptions options = new OperatorOptions();
    CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create());
    line.getCommandSpec()
        .addMixin("options", CommandLine.Model.CommandSpec.forAnnotatedObject(options));
    line.parseArgs(args);
    return options.settings(variables, line.getCommandSpec());
  }

  @Test
  void withoutOptionsThePodSaysWhatItIs() {
    OperatorSettings settings =
        settings(
            Map.of("STRIPE_CONNECTOR_IMAGE", "app:1", "POD_NAMESPACE", "tajo", "PATH", "/bin"));

    assertThat(settings.namespaces()).isEmpty();
    assertThat(settings.lease()).contains("tajo");
    assertThat(settings.leaseName()).isEqualTo("stripe-connector-operator");
    assertThat(settings.pods().image()).isEqualTo("app:1");
    assertThat(settings.pods().databaseImage()).isEqualTo("docker.io/library/postgres:18.6");
    assertThat(settings.pods().pullPolicy()).isEmpty();
    assertThat(settings.pods().pullSecrets()).isEmpty();
    assertThat(settings.pods().caConfigMap()).isEmpty();
    assertThat(settings.pods().environment()).isEmpty();
    assertThat(settings(Map.of(), "--image", "app:1").lease()).contains("default");
  }

  @Test
  void everyOptionIsTaken() {
    OperatorSettings settings =
        settings(
            Map.of(
                "STRIPE_CONNECTOR_IMAGE", "app:1",
                "HTTPS_PROXY", "http://proxy:3128",
                "https_proxy", "http://another:3128",
                "no_proxy", ".svc"),
            "--namespaces=a,b",
            "--operator-namespace=tajo",
            "--image=app:2",
            "--image-pull-policy=Never",
            "--image-pull-secrets=one,two.example",
            "--database-image=pg:2",
            "--no-leader-election",
            "--lease=marketing",
            "--ca-config-map=corporate-ca");

    assertThat(settings.namespaces()).containsExactlyInAnyOrder("a", "b");
    assertThat(settings.lease()).isEmpty();
    assertThat(settings.leaseName()).isEqualTo("marketing");
    assertThat(settings.pods().image()).isEqualTo("app:2");
    assertThat(settings.pods().databaseImage()).isEqualTo("pg:2");
    assertThat(settings.pods().pullPolicy()).contains("Never");
    assertThat(settings.pods().pullSecrets()).containsExactly("one", "two.example");
    assertThat(settings.pods().caConfigMap()).isEqualTo(Optional.of("corporate-ca"));
    assertThat(settings.pods().environment())
        .isEqualTo(Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", ".svc"));
    assertThat(settings(Map.of(), "--image=app:1", "--leader-election").lease()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--namespaces=Shop            | --namespaces: 'Shop' is not a namespace's name",
        "--namespaces=a,,b            | --namespaces: '' is not a namespace's name",
        "--namespaces=                | --namespaces: '' is not a namespace's name",
        "--operator-namespace=a.b     | --operator-namespace: 'a.b' is not a namespace's name",
        "--image=                     | --image, or by the environment variable STRIPE_CONNECTOR_IMAGE",
        "--lease=                     | --lease: '' is not a Lease's name",
        "--image-pull-policy=always   | is Always, IfNotPresent or Never, not always",
        "--image-pull-secrets=        | --image-pull-secrets: '' is not a Secret's name",
        "--image-pull-secrets=a,B_b   | --image-pull-secrets: 'B_b' is not a Secret's name",
        "--database-image=            | --database-image names no image",
        "--ca-config-map=             | --ca-config-map: '' is not a ConfigMap's name",
        "--leader-elections           | Unknown option: '--leader-elections'"
      })
  void aWrongOptionIsNamed(String option, String message) {
    assertThatThrownBy(() -> settings(Map.of("STRIPE_CONNECTOR_IMAGE", "app:1"), option))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(message);
  }

  @Test
  void withoutAnImageItDoesNotStart() {
    assertThatThrownBy(() -> settings(Map.of("STRIPE_CONNECTOR_IMAGE", " ")))
        .hasMessageContaining("which image do receivers and runs have?");
  }
}
