package io.tajo.stripe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.SecretValues;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.api.SyncResource;
import io.tajo.stripe.pipeline.Database;
import io.tajo.stripe.pipeline.DryRun;
import io.tajo.stripe.pipeline.RunReport;
import io.tajo.stripe.pipeline.RunRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How a run is asked for, and how it is told. */
class SyncCommandTest extends CommandScene {
  @Test
  void syncPrintsASummaryAndEndsWith0() {
    assertThat(run("sync", "-f", file.toString())).isZero();

    assertThat(out())
        .isEqualTo(
            """
            Full sync of acme finished after 41 s.

            Known of Stripe
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
    assertThat(connector.database).isEqualTo(new Database.Embedded(Path.of("data")));
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
    assertThat(connector.database).isEqualTo(new Database.Embedded(directory));
  }

  @Test
  void theDatabaseCanBeAnother() {
    String url = "postgresql://u:p@db:5432/x";

    run("sync", "-f", file.toString(), "--database", url);

    assertThat(connector.database).isEqualTo(new Database.External(url));
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
            FakeConnector.STATUS,
            List.of("charges from 2024-01-01 stayed unread: run it again"),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(185),
            false,
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
            true,
            false);

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

    // What a container prints is a log.
    for (String form : List.of("text", "json")) {
      out.reset();
      String log = directory.resolve("log").toString();
      run("sync", "-f", file.toString(), "--dry-run", "-o", form, "--termination-log", log);
      assertThat(out()).contains("911").doesNotContain("ada@example.com");
    }
  }
}
