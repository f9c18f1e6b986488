package io.tajo.stripe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.pipeline.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all commands have in common, and those that go on. */
class CommandLineTest extends CommandScene {
  @Test
  void aWrongManifestEndsWith2AndNamesEveryProblem() throws IOException {
    Files.writeString(file, MANIFEST.replace("allCustomers", "allCustomer"));
    variables.clear();

    assertThat(run("local", "-f", file.toString(), "-o", "json")).isEqualTo(2);
    assertThat(out()).isEmpty();
    assertThat(err().lines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).startsWith(file + ": line "))
        .anySatisfy(line ->
            assertThat(line)
                .contains(
                    "spec.brevo.lists.allCustomer: unknown field, did you mean allCustomers?"))
        .anySatisfy(line -> assertThat(line).contains("STRIPE_SECRET_KEY is not set"));
  }

  @Test
  void wrongUseEndsWith2AndSaysWhatWasMeant() {
    assertThat(run()).isEqualTo(2);
    assertThat(err()).contains("Which command?", "local", "sync", "test", "try");

    err.reset();
    assertThat(run("snyc")).isEqualTo(2);
    assertThat(err()).contains("unknown command 'snyc', did you mean sync?");

    err.reset();
    assertThat(run("sync", "-f", file.toString(), "--dryrun")).isEqualTo(2);
    assertThat(err()).contains("unknown option --dryrun, did you mean --dry-run?");

    err.reset();
    assertThat(run("sync")).isEqualTo(2);
    assertThat(err()).contains("--file=FILE", "stripe-connector sync --help");

    err.reset();
    assertThat(run("sync", "-f", file.toString(), "--resources", "customer")).isEqualTo(2);
    assertThat(err()).contains("'customer' is not one of customers, payments");

    err.reset();
    assertThat(run("sync", "-f", file.toString(), "--data", "x", "--database", "y")).isEqualTo(2);
    assertThat(err()).contains("mutually exclusive");

    err.reset();
    assertThat(run("sync", "-f", directory.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(err()).contains("none.yaml: there is no such file");

    err.reset();
    assertThat(run("sync", "-f", "no\0path")).isEqualTo(2);
    assertThat(err()).contains("cannot be read: ");

    err.reset();
    assertThat(run("sync", "-f", file.toString(), "--database", "mysql://h/d")).isEqualTo(2);
    assertThat(err()).contains("--database: The database URL must begin with");

    assertThat(out()).isEmpty();
  }

  @Test
  void otherServersAreNamed() {
    variables.put("BREVO_API_BASE", "http://127.0.0.1:1/v3/");

    assertThat(run("sync", "-f", file.toString())).isZero();

    assertThat(err()).contains("Brevo is at http://127.0.0.1:1,").doesNotContain("Stripe is at");
  }

  /** What may be a login, or its tail, is not repeated. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tail",
        "localhost:8080/tail",
        "//host/tail",
        "ftp://host/tail",
        "http://127.0.0.1:65536/tail",
        "http://ada:tail@127.0.0.1:1/v3",
        "http://ada:pass@tail/x@127.0.0.1:1/v3",
        "http://ada:pass/tail@127.0.0.1:1",
        "http://ada:pass#tail@127.0.0.1:1",
        "http://ada:pass?tail@127.0.0.1:1",
        "http://127.0.0.1:1/v3?key=tail",
        "http://ada:%zztail@127.0.0.1:1",
        "http://ada:pass\n@tail"
      })
  void anAddressThatMayHoldALoginIsRefused(String address) {
    for (String variable : List.of("STRIPE_API_BASE", "BREVO_API_BASE")) {
      err.reset();
      variables.clear();
      variables.put(variable, address);

      assertThat(run("sync", "-f", file.toString())).isEqualTo(2);

      assertThat(err())
          .contains(variable + " must be a URL like https://api.")
          .doesNotContain("tail", "pass");
      assertThat(out()).isEmpty();
    }
  }

  @Test
  void helpAndVersionGoToStandardOutput() {
    assertThat(run("--help")).isZero();
    assertThat(out()).contains("Usage: stripe-connector", "Exit status: 0 done");
    assertThat(run("local", "--help")).isZero();
    assertThat(out()).contains("--once", "${NAME}");
    assertThat(run("--version")).isZero();
    assertThat(out()).contains("stripe-connector (not packaged)");
    assertThat(err()).isEmpty();
  }

  @Test
  void anUnexpectedErrorIsOneLineWithoutKeysAndStillJson() throws IOException {
    connector.failure = new IllegalStateException("no luck\nwith sk_live_abc123");

    assertThat(run("sync", "-f", file.toString(), "-o", "json")).isEqualTo(1);
    assertThat(err())
        .contains("stripe-connector: no luck; with sk_live_…\n", "Run it again with -v")
        .doesNotContain("at io.tajo", "abc123");
    JsonNode status = Json.MAPPER.readTree(out());
    assertThat(status.at("/connected").asBoolean(true)).isFalse();
    assertThat(status.at("/conditions/0/reason").asText()).isEqualTo("RunFailed");
    assertThat(out()).doesNotContain("abc123");

    err.reset();
    assertThat(run("sync", "-v", "-f", file.toString())).isEqualTo(1);
    assertThat(err()).contains("at io.tajo.stripe.cli").doesNotContain("abc123");
  }

  @Test
  void localGoesOnUntilItIsStopped() throws IOException {
    connector.interruptAfter = 1;

    assertThat(run("local", "-f", file.toString(), "-o", "json")).isZero();

    assertThat(Thread.interrupted()).isFalse();
    assertThat(err())
        .contains(
            "Next incremental sync at 2026-11-23T09:15:00Z, next full sync at 2026-11-29T03:00:00Z");
    assertThat(Json.MAPPER.readTree(out()).at("/connected").asBoolean()).isTrue();
    assertThat(connector.closed).isTrue();
  }

  @Test
  void aStoppedRunSaysThatItGoesOnNextTime() throws IOException {
    connector.stopped = true;

    for (String command : List.of("sync", "local")) {
      out.reset();
      assertThat(run(command, "-f", file.toString(), "-o", "json")).isEqualTo(1);
      assertThat(Json.MAPPER.readTree(out()).at("/conditions/0/message").asText())
          .isEqualTo("Stopped. Run it again to go on where it stopped.");
    }
    assertThat(err()).contains("Stopped. Run it again to go on where it stopped.\n");
    assertThat(connector.closed).isTrue();
  }

  @Test
  void aSuspendedConnectorIsNotRun() throws IOException {
    Files.writeString(file, MANIFEST.replace("spec:\n", "spec:\n  suspend: true\n"));

    assertThat(run("sync", "-f", file.toString())).isEqualTo(2);
    assertThat(err()).contains("spec.suspend is true");
    assertThat(connector.requests).isEmpty();
  }

  @Test
  void theManifestCanComeFromStandardInput() {
    assertThat(run("sync", "-f", "-")).isZero();
    assertThat(connector.requests).hasSize(1);
  }

  @Test
  void tryRunsOnTheSandboxAndShowsContacts() throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      brevo = server.url("/v3").uri();
      server.enqueue(
          new MockResponse.Builder()
              .body(
                  """
                  {"contacts":[{"email":"ada@example.com","listIds":[20],
                                "attributes":{"TOTAL_SPENT":12.5}}],"count":1}
                  """)
              .build());

      assertThat(run("try")).isZero();
    }

    assertThat(out())
        .startsWith("Full sync of sandbox finished after 41 s.\n")
        .contains("  ada@example.com in lists [20]\n    TOTAL_SPENT: 12.5\n")
        .contains("Live: webhooks arrive at http://127.0.0.1:");
    assertThat(connector.settings.manifest().secrets().stripeKey()).isEqualTo("sk_test_sandbox");
    assertThat(connector.settings.brevoBase()).isEqualTo(brevo);
    Path scratch = ((Database.Embedded) connector.database).directory();
    assertThat(scratch).doesNotExist();

    out.reset();
    assertThat(run("try", "-o", "json", "--data", directory.resolve("tried").toString())).isZero();
    assertThat(Json.MAPPER.readTree(out()).at("/synced/customers").asLong()).isEqualTo(1200);
    assertThat(directory).exists();

    assertThat(run("try", "--data", directory.toString())).isEqualTo(2);
    assertThat(err()).contains("is not empty: name another directory").doesNotContain("delete");
    Files.createDirectories(directory.resolve("before/pg"));
    assertThat(run("try", "--data", directory.resolve("before").toString())).isEqualTo(2);
    assertThat(err()).contains("holds an earlier try: delete it, or name another");
  }
}
