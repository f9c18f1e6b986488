package io.tajo.stripe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.SecretValues;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Contacts;
import io.tajo.stripe.api.StripeConnectorStatus.LeftOut;
import io.tajo.stripe.api.StripeConnectorStatus.Synced;
import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.api.SyncResource;
import io.tajo.stripe.ledger.FailedEvent;
import io.tajo.stripe.ledger.InboxCounts;
import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.pipeline.ConnectorSettings;
import io.tajo.stripe.pipeline.Database;
import io.tajo.stripe.pipeline.DryRun;
import io.tajo.stripe.pipeline.EndToEndRequest;
import io.tajo.stripe.pipeline.Intake;
import io.tajo.stripe.pipeline.Live;
import io.tajo.stripe.pipeline.LiveStatus;
import io.tajo.stripe.pipeline.ManagedEndpoint;
import io.tajo.stripe.pipeline.Progress;
import io.tajo.stripe.pipeline.Receipt;
import io.tajo.stripe.pipeline.RunReport;
import io.tajo.stripe.pipeline.RunRequest;
import io.tajo.stripe.pipeline.SecretStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  private static final String MANIFEST =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: keys}
      stringData: {stripe: "${STRIPE_SECRET_KEY}", brevo: xkeysib-1}
      ---
      apiVersion: connectors.tajo.io/v1alpha1
      kind: StripeConnector
      metadata: {name: acme}
      spec:
        stripe: {secretKey: {name: keys, key: stripe}}
        brevo:
          apiKey: {name: keys, key: brevo}
          lists: {allCustomers: 20}
          consent: {newContacts: Subscribed}
      """;

  private static final StripeConnectorStatus STATUS =
      StripeConnectorStatus.builder()
          .connected(true)
          .lastSyncTime(Instant.parse("2026-11-23T09:00:41.5Z"))
          .synced(new Synced(1200L, 3012L, 3300L, null, null, null, null, null, 7L))
          .contacts(
              new Contacts(
                  1100, 12, 80, 0, new TreeMap<>(Map.of("noEmail", 8L)), 0, new TreeMap<>(), null))
          .leftOut(List.of(new LeftOut("charge", "chf", 3)))
          .build();

  @TempDir private Path directory;
  private Path file;
  private final Map<String, String> variables = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private URI brevo = URI.create("http://127.0.0.1:1/v3");
  private final FakeConnector connector = new FakeConnector();

  @BeforeEach
  void writeManifest() throws IOException {
    file = Files.writeString(directory.resolve("acme.yaml"), MANIFEST);
    variables.put("STRIPE_SECRET_KEY", "sk_test_1");
  }

  @Test
  void syncPrintsASummaryAndEndsWith0() {
    assertThat(run("sync", "-f", file.toString())).isZero();

    assertThat(out())
        .isEqualTo(
            """
            Full sync of acme finished after 41 s.

            In step with Stripe
              customers                      1,200
              payments                       3,012
              charges                        3,300
              checkout sessions                  7

            Contacts in Brevo
              created                        1,100
              updated                           12
              unchanged                         80
              removed                            0
              refused by Brevo                   0
              skipped: no e-mail                 8

            Not in the amounts
              - charges in a currency that is not converted: 3 CHF; spec.currency.reporting and spec.currency.rates convert them
            """);
    assertThat(connector.closed).isTrue();
    assertThat(connector.requests).containsExactly(RunRequest.full());
    assertThat(connector.settings.stripeBase()).isEqualTo(URI.create("https://api.stripe.com"));
    assertThat(connector.settings.brevoBase()).isEqualTo(URI.create("https://api.brevo.com/v3"));
    assertThat(connector.settings.database()).isEqualTo(new Database.Embedded(Path.of("data")));
    assertThat(connector.settings.manifest().secrets().brevo())
        .isEqualTo(new SecretValues.ApiKey("xkeysib-1"));
  }

  @Test
  void everyOptionOfARunArrives() {
    variables.put("STRIPE_API_BASE", "http://127.0.0.1:4010/");
    variables.put("BREVO_API_BASE", "http://127.0.0.1:4010/v3");

    assertThat(
            run(
                "local",
                "-f",
                file.toString(),
                "--connector",
                "acme",
                "--once",
                "--dry-run",
                "--rewrite",
                "--resources",
                "customers,checkoutSessions",
                "--since",
                "2024-02-29",
                "--port",
                "9999",
                "--data",
                directory.toString(),
                "--no-progress",
                "-o",
                "text"))
        .isZero();

    assertThat(connector.requests)
        .containsExactly(
            new RunRequest(
                StripeSyncSpec.Type.FULL,
                Set.of(SyncResource.CUSTOMERS, SyncResource.CHECKOUT_SESSIONS),
                LocalDate.parse("2024-02-29"),
                true,
                true));
    assertThat(connector.settings.stripeBase()).isEqualTo(URI.create("http://127.0.0.1:4010"));
    assertThat(connector.settings.brevoBase()).isEqualTo(URI.create("http://127.0.0.1:4010/v3"));
    assertThat(connector.settings.database()).isEqualTo(new Database.Embedded(directory));
  }

  @Test
  void theDatabaseCanBeAnother() {
    String url = "postgresql://u:p@db:5432/x";

    run("sync", "-f", file.toString(), "--database", url);

    assertThat(connector.settings.database()).isEqualTo(new Database.External(url));
    assertThat(connector.settings.toString()).doesNotContain("u:p", "sk_test_1", "xkeysib-1");
  }

  @Test
  void jsonIsOneDocumentWithoutNullsAndNothingElse() throws IOException {
    assertThat(run("local", "-f", file.toString(), "--once", "-o", "json")).isZero();

    JsonNode status = Json.MAPPER.readTree(out());
    assertThat(status.at("/lastSyncTime").asText()).isEqualTo("2026-11-23T09:00:41Z");
    assertThat(status.at("/synced").toString())
        .isEqualTo(
            "{\"customers\":1200,\"payments\":3012,\"charges\":3300,\"checkoutSessions\":7}");
    assertThat(status.at("/contacts/created").asLong()).isEqualTo(1100);
    assertThat(status.at("/contacts/skipped/noEmail").asLong()).isEqualTo(8);
    assertThat(status.has("dryRun")).isFalse();
    assertThat(out()).doesNotContain("null");
  }

  @Test
  void anIncompleteRunEndsWith1AndSaysWhatToDo() {
    connector.report =
        new RunReport(
            STATUS,
            List.of("charges from 2024-01-01 stayed unread: run it again"),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(185),
            false);

    assertThat(run("sync", "-f", file.toString())).isEqualTo(1);
    assertThat(out())
        .startsWith("Full sync of acme is NOT complete after 3 min 5 s.\n")
        .endsWith("What to do\n  - charges from 2024-01-01 stayed unread: run it again\n");

    out.reset();
    assertThat(run("sync", "-f", file.toString(), "-o", "json")).isEqualTo(1);
    assertThat(out()).startsWith("{").doesNotContain("stayed unread");
    assertThat(err()).contains("✗ charges from 2024-01-01 stayed unread: run it again");
  }

  @Test
  void aDryRunShowsWhatWouldBeWritten() throws IOException {
    connector.report =
        new RunReport(
            StripeConnectorStatus.builder().connected(true).build(),
            List.of(),
            Optional.of(
                new DryRun(
                    900,
                    12,
                    80,
                    1,
                    new TreeMap<>(Map.of("TOTAL_SPENT", 911L, "list 20", 900L)),
                    new TreeMap<>(Map.of("invalidEmail", 2L)),
                    new TreeMap<>(Map.of("SMS INVALID_PHONE", 5L)),
                    List.of(
                        new DryRun.Example(
                            "ada@example.com",
                            DryRun.Action.CHANGE,
                            new TreeMap<>(
                                Map.of(
                                    "TOTAL_SPENT",
                                    new DryRun.Difference(
                                        DecimalNode.valueOf(new BigDecimal("10.5")),
                                        DecimalNode.valueOf(new BigDecimal("21"))),
                                    "PLAN",
                                    new DryRun.Difference(null, TextNode.valueOf("")))))))),
            Optional.empty(),
            Duration.ofSeconds(9),
            true);

    assertThat(run("sync", "-f", file.toString(), "--dry-run")).isZero();
    assertThat(out())
        .isEqualTo(
            """
            Dry run of acme finished after 9 s.

            Contacts in Brevo (nothing was written)
              would be created                 900
              would be changed                  12
              would stay as they are            80
              no longer customers                1
              skipped: unusable e-mail           2

            Fields that would change
              TOTAL_SPENT                      911
              list 20                          900

            Values that would be left out
              SMS, no international number           5

            Examples
              ada@example.com (change)
                PLAN: – → (cleared)
                TOTAL_SPENT: 10.5 → 21
            """);

    out.reset();
    run("sync", "-f", file.toString(), "--dry-run", "-o", "json");
    assertThat(Json.MAPPER.readTree(out()).at("/dryRun/fields/TOTAL_SPENT").asLong())
        .isEqualTo(911);
  }

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
    assertThat(err()).contains("'2x' must be a duration like");
  }

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
    variables.put("BREVO_API_BASE", "localhost:8080");
    assertThat(run("sync", "-f", file.toString())).isEqualTo(2);
    assertThat(err()).contains("BREVO_API_BASE must be a URL like https://api.brevo.com/v3");
    assertThat(out()).isEmpty();
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

    assertThat(run("sync", "-f", file.toString())).isEqualTo(1);
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
    Path scratch = ((Database.Embedded) connector.settings.database()).directory();
    assertThat(scratch).doesNotExist();

    out.reset();
    assertThat(run("try", "-o", "json", "--data", directory.toString())).isZero();
    assertThat(Json.MAPPER.readTree(out()).at("/synced/customers").asLong()).isEqualTo(1200);
    assertThat(directory).exists();
  }

  private int run(String... args) {
    Environment environment =
        new Environment(
            variables,
            new ByteArrayInputStream(MANIFEST.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneOffset.UTC),
            settings -> {
              connector.settings = settings;
              return connector;
            },
            mapping -> Map.of(),
            () -> new FakeAccounts(brevo));
    return Main.run(environment, args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Accounts that nobody asks, but for contacts. */
  private record FakeAccounts(URI brevoBase) implements SandboxAccounts {
    @Override
    public URI stripeBase() {
      return URI.create("http://127.0.0.1:1");
    }

    @Override
    public void deliverTo(String url, String signingSecret) {}

    @Override
    public boolean isQuiet() {
      return true;
    }

    @Override
    public List<Scene> scenes() {
      return List.of();
    }

    @Override
    public String stripeKey() {
      return "sk_test_sandbox";
    }

    @Override
    public String brevoKey() {
      return "xkeysib-sandbox";
    }

    @Override
    public void close() {}
  }

  /** Answers what it is told to. */
  private static final class FakeConnector implements Connector {
    private final List<RunRequest> requests = new ArrayList<>();
    private ConnectorSettings settings;
    private RunReport report =
        new RunReport(
            STATUS, List.of(), Optional.empty(), Optional.empty(), Duration.ofSeconds(41), true);
    private List<Check> checks = List.of();
    private RuntimeException failure;
    private boolean stopped;
    private @Nullable EndToEndRequest endToEnd;
    private int interruptAfter = Integer.MAX_VALUE;
    private boolean closed;

    @Override
    public Optional<Instant> readsSpentUntil() {
      return Optional.empty();
    }

    @Override
    public RunReport run(RunRequest request, Progress progress) throws InterruptedException {
      requests.add(request);
      if (stopped) {
        throw new InterruptedException();
      }
      progress.phase("Reading Stripe");
      progress.task("customers").advance(1200);
      if (failure != null) {
        throw failure;
      }
      if (requests.size() >= interruptAfter) {
        Thread.currentThread().interrupt();
      }
      return report;
    }

    @Override
    public List<Check> test(Progress progress) {
      return checks;
    }

    @Override
    public void endToEnd(EndToEndRequest request, Consumer<Check> steps)
        throws InterruptedException {
      endToEnd = request;
      checks.forEach(steps);
      if (stopped) {
        throw new InterruptedException();
      }
    }

    @Override
    public Live live() {
      return new Live() {
        @Override
        public void await() {}

        @Override
        public void close() {}
      };
    }

    @Override
    public Intake intake() {
      return body -> new Receipt(Receipt.Outcome.STORED, "evt_1", "customer.created", null, "");
    }

    @Override
    public ManagedEndpoint endpoint(Optional<URI> url, SecretStore secrets) {
      throw new UnsupportedOperationException("nothing is received");
    }

    @Override
    public LiveStatus liveStatus() {
      return new LiveStatus(new InboxCounts(0, 0, 0, null, null), 0, new TreeMap<>());
    }

    @Override
    public StripeConnectorStatus status() {
      return STATUS;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public int replay(Set<String> ids, @Nullable String type, @Nullable Instant since) {
      return 0;
    }

    @Override
    public List<FailedEvent> failedEvents(int most) {
      return List.of();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
