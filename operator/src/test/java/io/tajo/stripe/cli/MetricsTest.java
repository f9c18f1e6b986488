package io.tajo.stripe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tajo.stripe.docs.DocumentedMetrics;
import io.tajo.stripe.docs.Scrape;
import io.tajo.stripe.ledger.LedgerSettings;
import io.tajo.stripe.ledger.TestDatabase;
import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.pipeline.Progress;
import io.tajo.stripe.pipeline.RunRequest;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.BrevoSandbox;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.SandboxOptions;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs and receivers, as they are started, show what the table of metrics says, and no more. */
class MetricsTest {
  private static final Duration A_WHILE = Duration.ofSeconds(60);
  private static final Pattern HEALTH = Pattern.compile("metrics at (http://127.0.0.1:[0-9]+)");
  private static final Pattern WEBHOOKS = Pattern.compile("Receiving webhooks at (http\\S+)");
  private static final String SECRET = "whsec_metrics";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String LEADING = "stripe_connector_inbox_events";

  private static final String MANIFEST =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: keys}
      stringData: {stripe: "%s", brevo: "%s", signing: "%s"}
      ---
      apiVersion: connectors.tajo.io/v1alpha1
      kind: StripeConnector
      metadata: {name: measured, namespace: default}
      spec:
        stripe: {secretKey: {name: keys, key: stripe}, requestsPerSecond: 400}
        brevo:
          apiKey: {name: keys, key: brevo}
          lists: {allCustomers: 20}
          consent: {newContacts: Blocklisted}
        webhook: {signingSecrets: [{name: keys, key: signing}]}
      """
          .formatted(StripeOptions.DEFAULT_KEY, BrevoOptions.API_KEY, SECRET);

  @TempDir private Path directory;

  private final String database = TestDatabase.url();
  private final List<Scrape> runs = new ArrayList<>();
  private final Sandbox sandbox =
      Sandbox.start(
          SandboxOptions.of(
              StripeOptions.at(InstantSource.system().instant())
                  .withCustomers(8, 3)
                  .withLimits(1_000, 1_000),
              new BrevoSandbox(
                  BrevoOptions.builder().plan(BrevoOptions.Plan.EXTENDED).build(),
                  InstantSource.system())));

  /** A command in this process. */
  private final class Started {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Thread thread;
    private volatile int status = -1;

    Started(String... command) {
      List<String> arguments = new ArrayList<>(Arrays.asList(command));
      arguments.addAll(
          List.of("-f", directory.resolve("acme.yaml").toString(), "--database", database));
      arguments.addAll(List.of("--health-port", "0"));
      thread =
          Thread.ofPlatform()
              .start(() -> status = Main.run(environment(), arguments.toArray(String[]::new)));
    }

    private Environment environment() {
      PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8);
      return new Environment(
          Map.of(
              "STRIPE_API_BASE",
              sandbox.stripeBase().toString(),
              "BREVO_API_BASE",
              sandbox.brevoBase().toString()),
          new ByteArrayInputStream(new byte[0]),
          print,
          print,
          Clock.systemUTC(),
          (settings, where, meters) ->
              looking(Wiring.CONNECTORS.open(settings, where, meters), this),
          Wiring.MAPPING,
          Wiring.SANDBOX);
    }

    String printed(Pattern pattern) {
      await()
          .atMost(A_WHILE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> pattern.matcher(err.toString(StandardCharsets.UTF_8)).find());
      Matcher found = pattern.matcher(err.toString(StandardCharsets.UTF_8));
      assertThat(found.find()).isTrue();
      return found.group(1);
    }

    Scrape scrape() {
      return Scrape.of(get(printed(HEALTH) + "/metrics"));
    }

    /** Scrapes until a series is there. */
    Scrape awaits(String family) {
      await()
          .atMost(A_WHILE)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> scrape().names().contains(family));
      return scrape();
    }

    int end() throws InterruptedException {
      assertThat(thread.join(A_WHILE)).as(err.toString(StandardCharsets.UTF_8)).isTrue();
      return status;
    }
  }

  private static String get(String url) {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A connector whose runs are looked at while they have all that they need. */
  private Connector looking(Connector real, Started process) {
    return (Connector)
        Proxy.newProxyInstance(
            Connector.class.getClassLoader(),
            new Class<?>[] {Connector.class},
            (_, method, arguments) -> {
              try {
                return method.getName().equals("run")
                    ? real.run((RunRequest) arguments[0], looking(process))
                    : method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Progress looking(Started process) {
    return new Progress() {
      @Override
      public void phase(String title) {
        if (title.equals("Writing to Brevo")) {
          runs.add(process.awaits("stripe_connector_objects"));
        }
      }

      @Override
      public Task task(String name) {
        return Task.NONE;
      }

      @Override
      public void note(String line) {}
    };
  }

  private static Set<String> names(List<Scrape> scrapes) {
    Set<String> names = new TreeSet<>();
    scrapes.forEach(scrape -> names.addAll(scrape.names()));
    return names;
  }

  @Test
  void theTableHasAllOfRunsAndReceivers() throws Exception {
    DocumentedMetrics table = DocumentedMetrics.read();
    Files.writeString(directory.resolve("acme.yaml"), MANIFEST);
    String ada = sandbox.life().people().create("ada@example.com", "Ada").path("id").asText();
    sandbox.life().payments().succeed(ada, 500, "gbp");
    sandbox.life().payments().succeed(ada, 1_000, "usd");

    assertThat(new Started("sync").end()).isZero();
    assertThat(new Started("sync", "--incremental").end()).isZero();
    assertThat(new Started("sync").end()).isZero();
    runs.forEach(run -> table.assertKnows(run, "run", "deliverer"));
    table.assertShown("run", names(runs));
    assertThat(runs.getFirst().values("stripe_connector_sweep_objects_total", labels("customers")))
        .singleElement()
        .satisfies(read -> assertThat(read).isPositive());

    Started first = new Started("receiver", "--port", "0");
    Started second = null;
    try {
      first.awaits(LEADING);
      second = new Started("receiver", "--port", "0");
      sandbox.webhooks().endpoint(first.printed(WEBHOOKS), SECRET);
      // What it names has to be read.
      sandbox.life().payments().succeed(ada, 700, "usd");
      await()
          .atMost(A_WHILE)
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(() -> {
            Scrape shown = first.scrape();
            assertThat(shown.values("stripe_connector_event_lag_seconds_count", Map.of()))
                .as(shown::toString)
                .singleElement()
                .satisfies(count -> assertThat(count).isPositive());
          });
      first.awaits("stripe_connector_stripe_request_seconds");
      Scrape leader = first.awaits("stripe_connector_contacts_drifted");
      Scrape standby = second.scrape();
      assertThat(get(first.printed(HEALTH) + "/metrics")).doesNotContain("@", "sk_test", "Ada");

      table.assertKnows(leader, "receiver", "deliverer");
      table.assertKnows(standby, "receiver");
      assertThat(standby.names()).doesNotContain(LEADING).contains("jvm_memory_used_bytes");
      table.assertShown("receiver", leader.names());
      table.assertShown("deliverer", leader.names());
      assertThat(leader.series())
          .allSatisfy(series ->
              assertThat(series.labels())
                  .containsEntry("connector", "measured")
                  .containsEntry("connector_namespace", "default"));
      assertThat(
              leader.values("stripe_connector_events_received_total", Map.of("source", "webhook")))
          .singleElement()
          .satisfies(events -> assertThat(events).isPositive());
      assertThat(leader.values("stripe_connector_total_spent", Map.of("currency", "usd")))
          .singleElement()
          .satisfies(spent -> assertThat(spent).isGreaterThanOrEqualTo(10));
    } finally {
      first.thread.interrupt();
      if (second != null) {
        second.thread.interrupt();
        second.end();
      }
      first.end();
      sandbox.close();
    }
  }

  /** The server may have been used before. */
  @BeforeEach
  void noLedger() throws SQLException {
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "drop schema if exists " + LedgerSettings.schemaFor("default", "measured") + " cascade");
    }
  }

  private static Map<String, String> labels(String resource) {
    return Map.of("resource", resource);
  }
}
