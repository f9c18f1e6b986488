package io.tajo.stripe.cli;

import static io.tajo.stripe.cli.FakeConnector.STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.pipeline.Progress;
import io.tajo.stripe.pipeline.RunReport;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a {@code sync} tells of itself while it runs, and at its end. */
class SyncTellingTest extends CommandScene {
  private static final Pattern HEALTH =
      Pattern.compile("Health, status and metrics at (http://127.0.0.1:[0-9]+)");

  private JsonNode last() throws IOException {
    return Json.MAPPER.readTree(directory.resolve("log").toFile());
  }

  private int sync(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("sync", "-f", file.toString(), "--termination-log", log().toString()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private Path log() {
    return directory.resolve("log");
  }

  private HttpResponse<String> get(String path) {
    Matcher printed = HEALTH.matcher(err());
    assertThat(printed.find()).as(err()).isTrue();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(printed.group(1) + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whileItRunsItsHealthPortTellsHowFarItIs() throws IOException {
    List<String> told = new ArrayList<>();
    connector.whileRunning =
        progress -> {
          told.add(get("/status").body());
          progress.phase("Reading Stripe");
          Progress.Task customers = progress.task("customers");
          customers.advance(1_200);
          customers.fraction(0.5);
          Progress.Task sessions = progress.task("checkout sessions");
          sessions.advance(30);
          sessions.close();
          told.add(get("/status").body());
          progress.phase("Writing to Brevo");
          progress.task("contacts").advance(7);
          told.add(get("/status").body());
          told.add(get("/livez").body() + get("/readyz").body());
          assertThat(get("/metrics").body()).contains("jvm_memory_used_bytes");
        };

    assertThat(sync("--health-port", "0")).isZero();

    String read = "\"read\":{\"checkoutSessions\":30,\"customers\":1200}";
    assertThat(told)
        .containsExactly(
            "{\"message\":\"Starting\"}",
            "{\"message\":\"Reading Stripe\",\"percent\":75," + read + "}",
            "{\"message\":\"Writing to Brevo\"," + read + "}",
            "okok");
    assertThat(last().at("/outcome").asText()).isEqualTo("Succeeded");
    assertThat(last().at("/message").asText()).isEqualTo("Full sync finished after 41 s.");
    assertThat(last().at("/read/customers").asLong()).isEqualTo(1_200);
    assertThat(last().at("/status/contacts/created").asLong()).isEqualTo(1_100);
    assertThat(last().at("/status").has("conditions")).isFalse();
  }

  @Test
  void withoutAPortNothingIsServed() {
    assertThat(sync()).isZero();
    assertThat(err()).doesNotContain("Health");
  }

  @Test
  void aPortThatIsTakenIsToldAtTheEndToo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThat(sync("--host", "0.0.0.0", "--health-port", "" + taken.getLocalPort()))
          .isEqualTo(1);
    }
    assertThat(last().at("/outcome").asText()).isEqualTo("Failed");
    assertThat(last().at("/message").asText()).contains("--health-port");
  }

  @Test
  void betweenRunsOfLocalItTellsHowTheLastOneEnded() throws IOException {
    Condition healthy =
        new ConditionBuilder().withType("SyncHealthy").withStatus("False").withReason("X").build();
    report(false, STATUS.toBuilder().lastSyncTime(null).conditions(List.of(healthy)).build());
    List<String> told = new ArrayList<>();
    connector.betweenRuns =
        () -> {
          told.add(get("/status").body());
          Thread.currentThread().interrupt();
        };

    run("local", "-f", file.toString(), "--health-port", "0");

    JsonNode status = Json.MAPPER.readTree(told.getFirst());
    assertThat(status.at("/connected").asBoolean()).isTrue();
    assertThat(status.at("/conditions/0/type").asText()).isEqualTo("SyncHealthy");
    assertThat(status.at("/conditions/0/status").asText()).isEqualTo("False");
    assertThat(status.at("/synced/customers").asLong()).isEqualTo(1_200);
    assertThat(status.at("/contacts/created").asLong()).isEqualTo(1_100);
    // What receivers know goes before what the run knew.
    assertThat(status.at("/lastSyncTime").asText()).isEqualTo("2026-11-23T09:00:41Z");
    assertThat(err()).contains("Next incremental sync at 2026-11-23T09:15:00Z");
  }

  @Test
  void aDatabaseUrlThatCannotBeIsToldBeforeAnythingIsTried() throws IOException {
    Files.writeString(
        file,
        MANIFEST
            .replace("brevo: xkey", "db: \"postgresql://u:secret@h:70000/d\", brevo: xkey")
            .replace("spec:", "spec:\n  store: {postgres: {url: {name: keys, key: db}}}"));

    assertRefused("spec.store.postgres.url: The database URL cannot be read: look at its ports");

    assertThat(err() + Files.readString(log())).doesNotContain("secret", "70000");
  }

  private void report(boolean refused) {
    report(refused, STATUS);
  }

  private void report(boolean refused, StripeConnectorStatus status) {
    connector.report =
        new RunReport(
            status,
            List.of("charges stayed unread: run it again", "list 20 is missing"),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(9),
            false,
            refused);
  }

  @Test
  void anIncompleteRunSaysWhetherToTryAgain() throws IOException {
    report(false);
    assertThat(sync()).isEqualTo(1);
    assertThat(last().at("/outcome").asText()).isEqualTo("Failed");
    assertThat(last().at("/message").asText())
        .isEqualTo(
            "Full sync is not complete: charges stayed unread: run it again; list 20 is missing");

    report(true);
    assertThat(sync()).isEqualTo(2);
    assertThat(last().at("/outcome").asText()).isEqualTo("Refused");
  }

  @Test
  void whatBreaksARunOffIsToldWithoutAnybodysData() throws IOException {
    connector.failure = new IllegalStateException("ada@example.com sk_live_abc123");
    assertThat(sync()).isEqualTo(1);
    assertThat(last().at("/outcome").asText()).isEqualTo("Failed");
    assertThat(last().at("/message").asText()).startsWith("IllegalStateException at io.tajo");
    assertThat(last().at("/read/customers").asLong()).isEqualTo(1_200);
    assertThat(Files.readString(log())).doesNotContain("ada", "abc123");
  }

  @Test
  void aStoppedRunSaysSo() throws IOException {
    connector.stopped = true;
    assertThat(sync()).isEqualTo(1);
    assertThat(last().at("/outcome").asText()).isEqualTo("Failed");
    assertThat(last().at("/message").asText()).startsWith("Stopped.");
  }

  @Test
  void whatMustBeMendedFirstIsRefused() throws IOException {
    Files.writeString(file, MANIFEST.replace("allCustomers", "allCustomer"));
    assertRefused("unknown field, did you mean allCustomers?");
    Files.writeString(file, MANIFEST.replace("spec:", "spec:\n  suspend: true"));
    assertThat(sync()).isEqualTo(2);
    assertThat(last().at("/outcome").asText()).isEqualTo("Refused");
    assertThat(last().at("/message").asText()).contains("spec.suspend is true");
    Files.delete(file);
    assertRefused("there is no such file");
    writeManifest();
    assertRefused("--incremental excludes", "--incremental", "--dry-run");
    assertRefused("unknown option --bogus", "--bogus");
    assertRefused("'customer' is not one of", "--resources", "customer");
    assertRefused("'yesterday' is no date like 2024-01-31", "--since", "yesterday");
    variables.put("HTTPS_PROXY", "socks5://user:hidden@proxy");
    assertRefused("HTTPS_PROXY must be the URL of an HTTP proxy");
    assertThat(err()).doesNotContain("hidden");
  }

  private void assertRefused(String message, String... more) throws IOException {
    Files.deleteIfExists(log());
    assertThat(sync(more)).isEqualTo(2);
    assertThat(last().at("/outcome").asText()).isEqualTo("Refused");
    assertThat(last().at("/message").asText()).contains(message);
  }

  @Test
  void aLogThatCannotBeWrittenChangesNothing() {
    assertThat(run("sync", "-f", file.toString(), "--termination-log", directory.toString()))
        .isZero();
    assertThat(err()).contains("The termination log cannot be written");
  }

  @Test
  void secretsComeFromADirectory() throws IOException {
    Path keys = Files.createDirectories(directory.resolve("secrets/keys"));
    Files.writeString(keys.resolve("stripe"), "rk_test_mounted\n");
    Files.writeString(keys.resolve("brevo"), "xkeysib-mounted\n");
    variables.clear();

    assertThat(sync("--secrets", directory.resolve("secrets").toString())).isZero();

    assertThat(connector.settings.manifest().secrets().stripeKey()).isEqualTo("rk_test_mounted");
    assertThat(err()).contains("Secret keys is passed over");
    assertRefused("there is no Secret keys in", "--secrets", directory.toString());
  }
}
