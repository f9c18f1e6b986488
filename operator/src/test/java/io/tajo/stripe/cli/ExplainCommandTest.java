package io.tajo.stripe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.docs.Document;
import io.tajo.stripe.ledger.TestDatabase;
import io.tajo.stripe.pipeline.StripeObjects;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.SandboxOptions;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeAccount;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on a ledger that `sync` has filled, as docs/explain.md shows it. */
class ExplainCommandTest {
  private static final String DATABASE = TestDatabase.url();
  private static Sandbox sandbox;
  private static List<Document.Block> blocks;
  @TempDir private static Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void sync() throws Exception {
    blocks = Document.read("docs/explain.md").blocks();
    drop();
    sandbox =
        Sandbox.start(
            SandboxOptions.of(
                StripeOptions.at(Instant.parse("2026-11-23T10:00:00Z"))
                    .withCustomers(0, 0)
                    .withLimits(10_000, 10_000),
                Wiring.brevo(BrevoOptions.builder().plan(BrevoOptions.Plan.UNLIMITED).build())));
    anna(sandbox.stripe());
    Files.writeString(directory.resolve("acme.yaml"), block("yaml"));
    assertThat(new ExplainCommandTest().run("sync")).isZero();
    Files.writeString(
        directory.resolve("acme.yaml"),
        block("yaml").replace("mrr: MRR", "mrr: MRR, country: COUNTRY"));
  }

  @AfterAll
  static void drop() throws Exception {
    if (sandbox != null) {
      sandbox.close();
    }
    try (var connection = DriverManager.getConnection(DATABASE);
        var statement = connection.createStatement()) {
      statement.execute("drop schema if exists stripe_explained__acme cascade");
    }
  }

  /** Two customers, payments in two currencies, a refund, a discount. */
  private static void anna(StripeAccount stripe) {
    stripe.put(StripeObjects.product("prod_pro", "Pro"));
    ObjectNode price = StripeObjects.price("price_pro", "prod_pro", 2_500, "usd", "month");
    stripe.put(price);
    stripe.put(
        StripeObjects.json(
            """
            {"object":"coupon","id":"SPRING","amount_off":null,"currency":null,"duration":"forever",
             "created":1735689600,"livemode":false,"metadata":{},"name":null,"percent_off":20,
             "valid":true}
            """));
    ObjectNode first = StripeObjects.customer("cus_anna", "anna@example.com", "2025-03-01");
    first.put("name", "Anna Berg").put("currency", "usd").put("phone", "030 123");
    first.putObject("address").put("country", "DE");
    stripe.put(first);
    ObjectNode second = StripeObjects.customer("cus_shop", " Anna@Example.com", "2025-06-01");
    stripe.put(second.put("name", "Anna Maria Berg"));
    charge(stripe, "ch_1", "cus_anna", 10_000, "usd", "2026-01-10", 0);
    charge(stripe, "ch_2", "cus_anna", 5_000, "usd", "2026-02-10", 2_000);
    charge(stripe, "ch_3", "cus_shop", 8_000, "eur", "2026-03-10", 0);
    ObjectNode subscription =
        StripeObjects.subscription("sub_anna", "cus_anna", "active", price, "2025-04-01");
    ((ObjectNode) subscription.at("/items/data/0")).put("quantity", 3);
    ObjectNode discount = StripeObjects.json("{\"object\":\"discount\",\"id\":\"di_1\"}");
    discount.put("start", StripeObjects.at("2025-04-01")).putNull("end");
    discount.putObject("source").put("type", "coupon").put("coupon", "SPRING");
    subscription.putArray("discounts").add(discount);
    stripe.put(subscription);
  }

  private static void charge(
      StripeAccount stripe,
      String id,
      String customer,
      long amount,
      String currency,
      String day,
      long refund) {
    ObjectNode charge = stripe.charge(customer, amount, currency);
    stripe.delete(Resource.CHARGES, charge.path("id").asText());
    charge.put("id", id).put("created", StripeObjects.at(day)).putNull("balance_transaction");
    stripe.put(charge);
    if (refund > 0) {
      stripe.refund(id, refund);
    }
  }

  private static String block(String language) {
    return blocks.stream()
        .filter(block -> block.language().equals(language))
        .findFirst()
        .orElseThrow()
        .text();
  }

  private int run(String command, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                command, "-f", directory.resolve("acme.yaml").toString(), "--database", DATABASE));
    args.addAll(List.of(more));
    Environment environment =
        new Environment(
            Map.of(
                "STRIPE_SECRET_KEY",
                StripeOptions.DEFAULT_KEY,
                "BREVO_API_KEY",
                BrevoOptions.API_KEY,
                "STRIPE_API_BASE",
                sandbox.stripeBase().toString(),
                "BREVO_API_BASE",
                sandbox.brevoBase().toString()),
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Clock.systemUTC(),
            Wiring.CONNECTORS,
            Wiring.MAPPING,
            Wiring.SANDBOX);
    return Main.run(environment, args.toArray(String[]::new));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theExampleIsWhatTheCommandPrints() {
    assertThat(run("explain", "--customer", "cus_shop")).isZero();

    assertThat(out().replaceAll("20\\d\\d-\\d\\d-\\d\\dT[0-9:]+Z", "2026-11-23T10:00:00Z"))
        .isEqualTo(block(""));
    assertThat(err()).startsWith("Stripe is at http://127.0.0.1:").hasLineCount(1);
  }

  @Test
  void machinesGetEveryPartWithWhatItAdds() throws Exception {
    assertThat(run("explain", "--email", " ANNA@example.com", "-o", "json")).isZero();

    JsonNode story = Json.MAPPER.readTree(out());
    assertThat(story.path("contact").asText()).isEqualTo("anna@example.com");
    assertThat(story.at("/write/action").asText()).isEqualTo("change");
    assertThat(story.at("/write/fields/COUNTRY/after").asText()).isEqualTo("DE");
    assertThat(story.at("/ledger/fullSync").asText()).startsWith("20");
    int sums = 0;
    for (JsonNode line : story.path("attributes")) {
      if (line.has("currency") || line.path("source").asText().endsWith("_count")) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode part : line.path("parts")) {
          sum = sum.add(part.path("adds").decimalValue());
        }
        BigDecimal by = BigDecimal.valueOf(line.path("dividedBy").asLong(1));
        sum = sum.divide(by, 2, RoundingMode.HALF_UP);
        assertThat(line.path("value").decimalValue()).as(line.toString()).isEqualByComparingTo(sum);
        sums++;
      }
    }
    assertThat(sums).isEqualTo(4);
  }

  @Test
  void whoIsNotThereIsToldWithoutAName() {
    assertThat(run("explain", "--customer", "cus_2")).isEqualTo(Main.FAILED);
    assertThat(run("explain", "--email", "stranger@example.com")).isEqualTo(Main.FAILED);

    assertThat(out()).isEmpty();
    assertThat(err())
        .contains("no such customer", "--customer cus_...", "From the ledger alone")
        .doesNotContain("stranger");
  }

  @Test
  void oneWayToNameSomebodyIsWanted() {
    assertThat(run("explain")).isEqualTo(Main.REFUSED);
    assertThat(run("explain", "--email", "a@example.com", "--customer", "cus_1"))
        .isEqualTo(Main.REFUSED);
    assertThat(run("explain", "--customer", "a@example.com")).isEqualTo(Main.REFUSED);
    assertThat(run("explain", "--email", "cus_1")).isEqualTo(Main.REFUSED);

    assertThat(err())
        .contains("--customer=ID", "mutually exclusive", "for an address use --email")
        .contains("for an id use --customer")
        .doesNotContain("a@example.com");
  }

  @Test
  void withoutALedgerNoneIsMade() {
    int status =
        Main.run(
            new Environment(
                Map.of("STRIPE_SECRET_KEY", "sk_test_1", "BREVO_API_KEY", "xkeysib-1"),
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                Wiring.CONNECTORS,
                Wiring.MAPPING,
                Wiring.SANDBOX),
            "explain",
            "-f",
            directory.resolve("acme.yaml").toString(),
            "--data",
            directory.resolve("none").toString(),
            "--customer",
            "cus_1");

    assertThat(status).isEqualTo(Main.FAILED);
    assertThat(err()).contains("There is no ledger here yet: run `stripe-connector sync");
    assertThat(directory.resolve("none")).doesNotExist();
  }
}
