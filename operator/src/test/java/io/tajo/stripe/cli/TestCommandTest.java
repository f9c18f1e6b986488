package io.tajo.stripe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The connection test, and the one from end to end. */
class TestCommandTest extends CommandScene {
  @Test
  void testPrintsALineACheck() throws IOException {
    connector.checks =
        List.of(
            new Check("API connection successful", CheckStatus.PASSED, null),
            new Check("Charges readable", CheckStatus.FAILED, "give the key charge_read"),
            new Check("Webhook endpoint verified", CheckStatus.SKIPPED, "none configured"));

    assertThat(run("test", "-f", file.toString())).isEqualTo(1);
    assertThat(out())
        .isEqualTo(
            """
            ✓ API connection successful
            ✗ Charges readable: give the key charge_read
            – Webhook endpoint verified (skipped: none configured)
            """);

    out.reset();
    connector.checks = connector.checks.subList(0, 1);
    assertThat(run("test", "-f", file.toString(), "-o", "json")).isZero();
    assertThat(Json.MAPPER.readTree(out()).at("/checks/0/status").asText()).isEqualTo("Passed");
  }

  @Test
  void anEndToEndTestTakesAKeyOfTestMode() {
    variables.put("STRIPE_SECRET_KEY", "sk_live_1");

    assertThat(run("test", "-f", file.toString(), "--end-to-end")).isEqualTo(2);

    assertThat(err().lines()).singleElement().asString().contains("takes a key of test mode");
    assertThat(out()).isEmpty();
    assertThat(connector.settings).isNull();
  }

  @Test
  void anEndToEndTestPrintsItsStepsAfterTheChecks() throws IOException {
    connector.checks = List.of(new Check("Step", CheckStatus.PASSED, "0.4 s"));

    assertThat(run("test", "-f", file.toString(), "--end-to-end", "--timeout", "90s")).isZero();
    assertThat(out()).isEqualTo("✓ Step: 0.4 s\n✓ Step: 0.4 s\n");
    assertThat(connector.endToEnd.timeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(connector.endToEnd.email())
        .matches("stripe-connector-test\\+[0-9a-f]{12}@example\\.com");

    out.reset();
    connector.stopped = true;
    assertThat(
            run(
                "test",
                "-f",
                file.toString(),
                "--end-to-end",
                "--email",
                "Me@Acme.example",
                "-o",
                "json"))
        .isEqualTo(1);
    assertThat(Json.MAPPER.readTree(out()).at("/connected").asBoolean(true)).isFalse();
    assertThat(Json.MAPPER.readTree(out()).at("/checks")).hasSize(2);
    assertThat(connector.endToEnd.email()).isEqualTo("me@acme.example");
  }

  @Test
  void optionsOfTheEndToEndTestAreChecked() {
    assertThat(run("test", "-f", file.toString(), "--email", "me@acme.example")).isEqualTo(2);
    assertThat(err()).contains("--email and --timeout belong to --end-to-end");

    err.reset();
    assertThat(run("test", "-f", file.toString(), "--end-to-end", "--email", "me")).isEqualTo(2);
    assertThat(err()).contains("--email: no contact can have this e-mail");

    err.reset();
    assertThat(run("test", "-f", file.toString(), "--end-to-end", "--timeout", "2x")).isEqualTo(2);
    assertThat(err()).contains("'2x' must be a duration above 0, like");
  }
}
