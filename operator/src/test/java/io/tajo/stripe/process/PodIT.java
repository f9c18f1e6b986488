package io.tajo.stripe.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tajo.stripe.api.SyncReport;
import io.tajo.stripe.ledger.CrashingDatabase;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.BrevoSandbox;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.SandboxOptions;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import io.tajo.stripe.sandbox.webhooks.WebhookOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar as the operator's pods run it: the manifest without Secrets, these as mounted files, a
 * PostgreSQL of its own, health ports, a termination log.
 */
class PodIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SECRET = "whsec_pod";
  private static final Duration A_WHILE = Duration.ofSeconds(60);
  private static final Pattern HEALTH = Pattern.compile("metrics at (http://127.0.0.1:[0-9]+)");
  private static final Pattern WEBHOOKS = Pattern.compile("Receiving webhooks at (http\\S+)");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final String CONNECTOR =
      Manifests.SMALL.substring(Manifests.SMALL.indexOf("---\n") + 4)
          + """
            webhook:
              registration: Managed
              host: hooks.acme.example
              signingSecrets: [{name: keys, key: old-signing}]
            store: {postgres: {url: {name: acme-database, key: url}}}
          """;

  @TempDir private Path directory;

  @Test
  void aSyncAndAReceiverLiveAsTheirPodsDo() throws Exception {
    try (Workplace here = new Workplace(directory);
        CrashingDatabase database = new CrashingDatabase(directory.resolve("db"));
        Sandbox sandbox = sandbox()) {
      mount(here, sandbox, database);
      syncEnds(here);
      dies(here);
      isRefused(here);
      receives(here, sandbox);
    }
  }

  /** Long enough for a look at its status. */
  private static Sandbox sandbox() {
    return Sandbox.start(
        SandboxOptions.of(
                StripeOptions.at(Instant.now()).withCustomers(3_000, 1),
                new BrevoSandbox(
                    BrevoOptions.builder().plan(BrevoOptions.Plan.EXTENDED).build(),
                    InstantSource.system()))
            .with(WebhookOptions.STRIPE.withRetries(20, Duration.ofMillis(500))));
  }

  private void mount(Workplace here, Sandbox sandbox, CrashingDatabase database)
      throws IOException {
    here.with("STRIPE_API_BASE", sandbox.stripeBase().toString())
        .with("BREVO_API_BASE", sandbox.brevoBase().toString())
        .with("STRIPE_SECRET_KEY", "")
        .with("BREVO_API_KEY", "");
    here.file("connector.yaml", CONNECTOR);
    secret("keys", Map.of("stripe", StripeOptions.DEFAULT_KEY, "brevo", BrevoOptions.API_KEY));
    secret("acme-database", Map.of("url", database.url()));
    here.file("log", "what was there before");
  }

  /** As Kubernetes does: links to a directory that is replaced as a whole. */
  private void secret(String name, Map<String, String> values) throws IOException {
    Path secrets = directory.resolve("secrets");
    Path data = Files.createDirectories(secrets.resolve("..1").resolve(name));
    for (Map.Entry<String, String> value : values.entrySet()) {
      Files.writeString(data.resolve(value.getKey()), value.getValue() + "\n");
    }
    if (!Files.isSymbolicLink(secrets.resolve("..data"))) {
      Files.createSymbolicLink(secrets.resolve("..data"), Path.of("..1"));
    }
    Files.createSymbolicLink(secrets.resolve(name), Path.of("..data", name));
  }

  private static Running sync(Workplace here, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("sync", "-f", "connector.yaml", "--secrets", "secrets", "--health-port", "0"));
    arguments.addAll(List.of("--host", "127.0.0.1", "--termination-log", "log"));
    arguments.addAll(List.of(more));
    return here.start(arguments.toArray(String[]::new));
  }

  private JsonNode lastWords() throws IOException {
    byte[] log = Files.readAllBytes(directory.resolve("log"));
    assertThat(log.length).isLessThanOrEqualTo(SyncReport.LONGEST);
    return JSON.readTree(log);
  }

  private static String found(Pattern address, Running process) {
    Matcher printed = address.matcher(process.err());
    assertThat(printed.find()).as(process.err()).isTrue();
    return printed.group(1);
  }

  private static HttpResponse<String> get(String url) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** SIGTERM in the midst of it, after a look at how far it is. */
  private void dies(Workplace here) throws Exception {
    Running sync = sync(here, "--rewrite").awaitPrinted("metrics at");
    String health = found(HEALTH, sync);
    await()
        .atMost(A_WHILE)
        .until(
            () -> JSON.readTree(get(health + "/status").body()).at("/read/customers").asLong() > 0);
    JsonNode status = JSON.readTree(get(health + "/status").body());
    assertThat(status.has("outcome")).isFalse();
    assertThat(status.at("/message").asText()).isIn("Reading Stripe", "Writing to Brevo");
    assertThat(get(health + "/livez").statusCode()).isEqualTo(200);
    assertThat(get(health + "/metrics").body()).contains("jvm_memory_used_bytes");

    sync.terminate().end(A_WHILE);

    assertThat(lastWords().at("/outcome").asText()).isEqualTo("Failed");
    assertThat(lastWords().at("/message").asText()).startsWith("Stopped.");
    assertThat(lastWords().at("/read/customers").asLong()).isPositive();
  }

  private void syncEnds(Workplace here) throws Exception {
    sync(here).end(Duration.ofMinutes(3)).exits(0);

    JsonNode last = lastWords();
    assertThat(last.at("/outcome").asText()).isEqualTo("Succeeded");
    assertThat(last.at("/read/customers").asLong())
        .isPositive()
        .isEqualTo(last.at("/status/synced/customers").asLong());
    assertThat(last.at("/status/contacts/created").asLong()).isPositive();
  }

  private void isRefused(Workplace here) throws Exception {
    Path key = directory.resolve("secrets/keys/stripe");
    Files.writeString(key, "sk_test_unknown");
    sync(here).end(A_WHILE).exits(2);
    assertThat(lastWords().at("/outcome").asText()).isEqualTo("Refused");
    assertThat(lastWords().toString()).doesNotContain("sk_test_unknown");

    Files.delete(key);
    Ended ended = sync(here).end(A_WHILE).exits(2);
    assertThat(ended.err()).contains("Secret keys has no key stripe in secrets, it has brevo");
    assertThat(lastWords().at("/outcome").asText()).isEqualTo("Refused");
    Files.writeString(key, StripeOptions.DEFAULT_KEY);

    sync(here, "--bogus").end(A_WHILE).exits(2);
    assertThat(lastWords().at("/message").asText()).contains("unknown option --bogus");

    Path url = directory.resolve("secrets/acme-database/url");
    String right = Files.readString(url);
    Files.writeString(url, "postgresql://u:hidden@127.0.0.1:1/x");
    sync(here).end(A_WHILE).exits(1);
    assertThat(lastWords().at("/outcome").asText()).isEqualTo("Failed");
    assertThat(lastWords().at("/message").asText())
        .contains("PostgreSQL cannot be reached")
        .doesNotContain("hidden");
    Files.writeString(url, right);
  }

  /** Ready before there is a signing secret, and verifies with each that comes. */
  private void receives(Workplace here, Sandbox sandbox) throws Exception {
    Running receiver =
        here.start(
                "receiver",
                "-f",
                "connector.yaml",
                "--secrets",
                "secrets",
                "--signing-secrets",
                "signing",
                "--port",
                "0",
                "--health-port",
                "0")
            .awaitPrinted("metrics at");
    String health = found(HEALTH, receiver);
    assertThat(get(health + "/readyz").statusCode()).isEqualTo(200);
    assertThat(condition(health)).isEqualTo("NoSigningSecret");

    sandbox.webhooks().endpoint(found(WEBHOOKS, receiver), SECRET);
    sandbox.life().people().create("pod@example.com", "Pod");
    await()
        .atMost(A_WHILE)
        .until(() ->
            get(health + "/metrics").body().contains("outcome=\"no_secret\",status=\"503\"} 1"));

    Files.createDirectories(directory.resolve("signing"));
    Files.writeString(directory.resolve("signing/we_1"), SECRET);
    await().atMost(A_WHILE).until(() -> sandbox.webhooks().unfinished() == 0);
    await().atMost(A_WHILE).until(() -> condition(health).isEmpty());
    assertThat(JSON.readTree(get(health + "/status").body()).at("/webhook/failed").asLong())
        .isZero();

    Ended ended = receiver.terminate().end(A_WHILE);
    assertThat(ended.err()).doesNotContain("\tat ", "ERROR").doesNotContain(SECRET);
  }

  private static String condition(String health) throws IOException {
    return JSON.readTree(get(health + "/status").body()).at("/conditions/0/reason").asText();
  }
}
