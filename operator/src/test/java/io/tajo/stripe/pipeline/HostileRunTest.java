package io.tajo.stripe.pipeline;

import static io.tajo.stripe.pipeline.StripeObjects.json;
import static io.tajo.stripe.pipeline.StripeObjects.price;
import static io.tajo.stripe.pipeline.StripeObjects.product;
import static io.tajo.stripe.pipeline.StripeObjects.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.FaultOptions;
import io.tajo.stripe.sandbox.stripe.Resource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people and programs put into Stripe stops no run and spoils no contact. */
class HostileRunTest {
  private static final long MOST = Long.MAX_VALUE;

  private static TestAccounts figures() {
    return TestAccounts.empty()
        .spec(
            "fieldMapping",
            "{name: FULLNAME, total_spent: SPENT, payment_count: PAYMENTS, mrr: MRR, arr: ARR,"
                + " balance: BALANCE, subscription_status: STATUS, plan_name: PLAN}");
  }

  @Test
  void longNamesAreCutAtACharacter() {
    try (TestAccounts accounts = figures()) {
      accounts.customer("cus_1", "anna@example.com", c -> c.put("name", "😀".repeat(10_000)));

      assertThat(accounts.run().success()).isTrue();

      assertThat(accounts.attributes("anna@example.com"))
          .containsEntry("FULLNAME", "😀".repeat(999) + "…");
      accounts.writes();
      accounts.run();
      assertThat(accounts.writes()).isEmpty();
    }
  }

  /** The lone half of a pair can only come as an escape: nothing that writes UTF-8 has it. */
  @Test
  void charactersThatNoDatabaseTakesDoNotStopARun() {
    try (TestAccounts accounts = figures();
        StripeProxy proxy =
            new StripeProxy(
                accounts.sandbox.stripeBase(),
                request -> false,
                body -> body.replace("HALF", "\\ud83d").replace("ZERO", "\\u0000"))) {
      accounts.stripeBase(proxy.base());
      accounts.customer(
          "cus_1",
          "anna@example.com",
          customer -> {
            customer.put("name", "AnHALFna ZEROBe\u0007rg\u2028");
            customer.putObject("metadata").put("HALF", "ZERO").put("ZERO", "HALF").put("a", "b");
          });
      accounts.customer("cus_2", "zeZEROro@example.com");
      accounts.customer("cus_3", "haHALFlf@example.com");
      accounts.stripe.put(product("prod_pro", "PrZEROoHALF"));
      ObjectNode monthly = price("price_1", "prod_pro", 2_500, "usd", "month");
      monthly.put("nickname", "HALFZERO");
      accounts.stripe.put(monthly);
      accounts.stripe.put(subscription("sub_1", "cus_1", "active", monthly, "2025-04-01"));

      RunReport report = accounts.run();

      assertThat(report.problems()).isEmpty();
      assertThat(report.success()).isTrue();
      assertThat(report.status().contacts().skipped()).containsEntry("invalidEmail", 2L);
      assertThat(accounts.attributes("anna@example.com").get("FULLNAME"))
          .startsWith("An")
          .endsWith("rg")
          .doesNotContain("\u0000");
      assertThat(accounts.attributes("anna@example.com")).containsEntry("MRR", "25");
      accounts.writes();
      accounts.run();
      assertThat(accounts.writes()).isEmpty();
    }
  }

  @Test
  void metadataTakesNobodysAttribute() {
    try (TestAccounts accounts = TestAccounts.empty()) {
      accounts.customer(
          "cus_1",
          "anna@example.com",
          customer -> {
            customer.put("name", "Anna Berg").put("currency", "usd");
            ObjectNode metadata = customer.putObject("metadata");
            for (String key :
                new String[] {
                  "EMAIL", "email", "FirstName", "sms", "currency", "SUBSCRIPTIONS", "ext_id",
                  "blacklist", "double_opt-in", "'; drop table customer; --", "a b", "A_B", "", "é"
                }) {
              metadata.put(key, "evil");
            }
          });

      assertThat(accounts.run().success()).isTrue();

      assertThat(accounts.brevo.size()).isEqualTo(1);
      assertThat(accounts.contact("anna@example.com").emailBlacklisted()).isFalse();
      assertThat(accounts.attributes("anna@example.com"))
          .containsEntry("FIRSTNAME", "Anna")
          .containsEntry("CURRENCY", "usd")
          .containsEntry("A_B", "evil")
          .doesNotContainKeys("EMAIL", "SMS", "EXT_ID", "SUBSCRIPTIONS", "BLACKLIST");
    }
  }

  @Test
  void amountsAtTheLimitAddUpExactly() {
    try (TestAccounts accounts = figures()) {
      accounts.customer(
          "cus_1",
          "anna@example.com",
          c -> c.put("balance", Long.MIN_VALUE).put("currency", "usd"));
      accounts.customer(
          "cus_2",
          "anna@example.com",
          c -> c.put("balance", Long.MIN_VALUE).put("currency", "usd"));
      accounts.charge("cus_1", MOST, "usd", "2026-01-10");
      accounts.charge("cus_2", MOST, "usd", "2026-01-11");
      accounts.stripe.put(product("prod_pro", "Pro"));
      ObjectNode daily = price("price_1", "prod_pro", MOST, "usd", "day");
      accounts.stripe.put(daily);
      accounts.stripe.put(subscription("sub_1", "cus_1", "active", daily, "2025-04-01"));

      assertThat(accounts.run().success()).isTrue();

      Map<String, String> anna = accounts.attributes("anna@example.com");
      // 2 × 92,233,720,368,547,758.07; 2 × -2^63.
      assertThat(anna)
          .containsEntry("SPENT", "184467440737095516.14")
          .containsEntry("BALANCE", "-18446744073709551616")
          // 92,233,720,368,547,758.07 × 487 / 16, and twelve times that before rounding.
          .containsEntry("MRR", "2807363863717672386.26")
          .containsEntry("ARR", "33688366364612068635.07");
      accounts.writes();
      accounts.run();
      assertThat(accounts.writes()).isEmpty();
    }
  }

  @Test
  void whatStripeMayInventTomorrowIsTakenAsItIs() {
    try (TestAccounts accounts = figures()) {
      accounts.customer("cus_1", "anna@example.com", c -> c.put("currency", "zzz"));
      String unknown = accounts.charge("cus_1", 1_050, "zzz", "2026-01-10");
      assertThat(unknown).isNotEmpty();
      String odd = accounts.charge("cus_1", 9_900, "zzz", "2026-01-11");
      accounts.stripe.change(Resource.CHARGES, odd, c -> c.put("status", "quantum"));
      ObjectNode monthly = price("price_1", "prod_gone", 2_500, "zzz", "fortnight");
      accounts.stripe.put(subscription("sub_1", "cus_1", "hibernating", monthly, "2025-04-01"));
      accounts.stripe.put(
          json("{\"object\":\"dispute\",\"id\":\"dp_1\",\"amount\":5}")
              .put("charge", "ch_unknown")
              .put("created", StripeObjects.at("2026-01-12"))
              .put("currency", "zzz")
              .put("status", "lost"));

      RunReport report = accounts.run();

      assertThat(report.problems()).isEmpty();
      assertThat(accounts.attributes("anna@example.com"))
          .containsEntry("SPENT", "10.5")
          .containsEntry("PAYMENTS", "1")
          .containsEntry("STATUS", "hibernating")
          .containsEntry("MRR", "0");
    }
  }

  @Test
  void nullsWhereTheShapesAllowThemStopNothing() {
    try (TestAccounts accounts = figures()) {
      accounts.stripe.put(
          json("{\"object\":\"customer\",\"id\":\"cus_1\",\"email\":\"anna@example.com\"}")
              .put("created", StripeObjects.at("2025-01-01")));
      accounts.stripe.put(
          json("{\"object\":\"charge\",\"id\":\"ch_1\",\"customer\":\"cus_1\"}")
              .put("created", StripeObjects.at("2025-01-02")));
      accounts.stripe.put(
          json("{\"object\":\"invoice\",\"id\":\"in_1\",\"customer\":\"cus_1\"}")
              .put("created", StripeObjects.at("2025-01-03")));
      accounts.stripe.put(
          json("{\"object\":\"checkout.session\",\"id\":\"cs_1\",\"customer\":\"cus_1\"}")
              .put("created", StripeObjects.at("2025-01-04")));
      ObjectNode bare = price("price_1", "prod_1", 100, "usd", "month");
      bare.putNull("unit_amount").putNull("unit_amount_decimal").putNull("recurring");
      accounts.stripe.put(bare);
      accounts.stripe.put(subscription("sub_1", "cus_1", "active", bare, "2025-01-05"));

      RunReport report = accounts.run();

      assertThat(report.problems()).isEmpty();
      assertThat(accounts.attributes("anna@example.com"))
          .containsEntry("SPENT", "0")
          .containsEntry("STATUS", "active");
    }
  }

  /** Every seventh answer of Brevo breaks off after Brevo has done what it was asked. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void lostAnswersEndInTheSameContacts(long seed) {
    try (TestAccounts accounts =
        TestAccounts.with(
            TestAccounts.stripeOptions(),
            TestAccounts.brevoOptions(),
            new FaultOptions(0, 0, 0, 14, seed))) {
      accounts.spec("fieldMapping", "{name: FULLNAME}").spec("onCustomerDeleted", "DeleteContact");
      accounts.customers(30);
      assertThat(accounts.run().success()).isTrue();
      assertThat(accounts.brevo.size()).isEqualTo(30);
      accounts.change("cus_1", customer -> customer.put("email", "moved@example.com"));
      accounts.change("cus_2", customer -> customer.put("name", "New"));
      accounts.stripe.delete(Resource.CUSTOMERS, "cus_3");
      accounts.customer("cus_31", "person31@example.com");

      RunReport report = accounts.run();

      assertThat(report.problems()).isEmpty();
      assertThat(accounts.brevo.size()).isEqualTo(30);
      assertThat(accounts.brevo.contact("moved@example.com")).isPresent();
      assertThat(accounts.brevo.contact("person1@example.com")).isEmpty();
      assertThat(accounts.brevo.contact("person3@example.com")).isEmpty();
      assertThat(accounts.attributes("person2@example.com")).containsEntry("FULLNAME", "New");
      assertThat(accounts.contact("person31@example.com").lists())
          .containsExactly(TestAccounts.ALL);
    }
  }

  /** Missing in part and in passing: another run may do better. */
  @Test
  void whatStripeDoesNotAnswerNowMayBeReadLater() {
    try (TestAccounts accounts = TestAccounts.empty();
        StripeProxy proxy =
            new StripeProxy(
                accounts.sandbox.stripeBase(),
                request -> request.contains("/v1/invoices"),
                body -> body)) {
      accounts.stripeBase(proxy.base());

      RunReport report = accounts.run();

      assertThat(report.success()).isFalse();
      assertThat(report.refused()).isFalse();
    }
  }
}
