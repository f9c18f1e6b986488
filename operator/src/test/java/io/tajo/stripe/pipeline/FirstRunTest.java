package io.tajo.stripe.pipeline;

import static io.tajo.stripe.pipeline.StripeObjects.price;
import static io.tajo.stripe.pipeline.StripeObjects.product;
import static io.tajo.stripe.pipeline.StripeObjects.subscription;
import static io.tajo.stripe.pipeline.TestAccounts.ALL;
import static io.tajo.stripe.pipeline.TestAccounts.CHURNED;
import static io.tajo.stripe.pipeline.TestAccounts.SUBSCRIBERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.api.StripeConnectorStatus.Synced;
import io.tajo.stripe.sandbox.BrevoOptions.Existing;
import io.tajo.stripe.sandbox.stripe.Counts;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a first run makes of two accounts, to the cent, and that a second one has nothing to do. */
class FirstRunTest {
  private static final String MAPPING =
      "{first_name: FIRSTNAME, last_name: LASTNAME, phone: SMS, total_spent: TOTAL_SPENT,"
          + " payment_count: PAYMENT_COUNT, average_order_value: AVERAGE_ORDER_VALUE,"
          + " last_payment_date: LAST_PAYMENT_DATE, subscription_status: SUBSCRIPTION_STATUS,"
          + " plan_name: PLAN_NAME, mrr: MRR, metadata.tier: VIP_TIER}";
  private static final ObjectNode MONTHLY = price("price_pro", "prod_pro", 2_500, "usd", "month");

  /**
   * Anna pays and subscribes, Ben has left, Chiyo tries; two others make no contact, and lists do
   * not show a third.
   */
  private static void people(TestAccounts accounts) {
    accounts.stripe.put(product("prod_pro", "Pro"));
    accounts.stripe.put(MONTHLY);
    accounts.customer(
        "cus_anna",
        " Anna@Example.com",
        customer -> {
          customer.put("name", "Anna Maria Berg").put("phone", "+49 (30) 123-4567");
          customer.put("currency", "usd").put("balance", -500);
          customer.putObject("metadata").put("tier", "gold");
        });
    accounts.charge("cus_anna", 10_000, "usd", "2026-01-10");
    accounts.stripe.refund(accounts.charge("cus_anna", 5_000, "usd", "2026-02-10"), 2_000);
    accounts.stripe.put(subscription("sub_anna", "cus_anna", "active", MONTHLY, "2025-04-01"));
    accounts.customer("cus_ben", "ben@example.com", customer -> customer.put("currency", "usd"));
    accounts.stripe.put(
        subscription("sub_ben", "cus_ben", "canceled", MONTHLY, "2025-05-01")
            .put("canceled_at", StripeObjects.at("2025-08-01"))
            .put("ended_at", StripeObjects.at("2025-08-01")));
    accounts.customer("cus_chiyo", "chiyo@example.jp", customer -> customer.put("currency", "jpy"));
    accounts.charge("cus_chiyo", 1_235, "jpy", "2026-03-10");
    accounts.charge("cus_chiyo", 1_000, "jpy", "2026-03-11");
    ObjectNode yen = price("price_yen", "prod_pro", 980, "jpy", "month");
    accounts.stripe.put(yen);
    accounts.stripe.put(subscription("sub_chiyo", "cus_chiyo", "trialing", yen, "2026-11-20"));
    accounts.customer("cus_nobody", "  ");
    accounts.customer("cus_wrong", "not-an-email");
    accounts.customer("cus_clock", "c@example.com", c -> c.put("test_clock", "clock_1"));
  }

  @Test
  void writesEveryFigureListAndNothingElse() {
    try (TestAccounts accounts = TestAccounts.empty().spec("fieldMapping", MAPPING)) {
      people(accounts);

      RunReport report = accounts.run();

      assertThat(report.problems()).isEmpty();
      assertThat(report.success()).isTrue();
      // Spent: 100.00 + (50.00 - 20.00) = 130.00, over two payments 65.00.
      assertThat(accounts.attributes("anna@example.com"))
          .containsExactlyInAnyOrderEntriesOf(
              Map.ofEntries(
                  Map.entry("FIRSTNAME", "Anna Maria"),
                  Map.entry("LASTNAME", "Berg"),
                  Map.entry("SMS", "49301234567"),
                  Map.entry("TOTAL_SPENT", "130"),
                  Map.entry("PAYMENT_COUNT", "2"),
                  Map.entry("AVERAGE_ORDER_VALUE", "65"),
                  Map.entry("LAST_PAYMENT_DATE", "2026-02-10"),
                  Map.entry("SUBSCRIPTION_STATUS", "active"),
                  Map.entry("PLAN_NAME", "Pro"),
                  Map.entry("MRR", "25"),
                  Map.entry("VIP_TIER", "gold")));
      // Sums over nothing are 0, an average over nothing is empty.
      assertThat(accounts.attributes("ben@example.com"))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "TOTAL_SPENT", "0",
                  "PAYMENT_COUNT", "0",
                  "SUBSCRIPTION_STATUS", "canceled",
                  "PLAN_NAME", "Pro",
                  "MRR", "0"));
      // 2,235 yen over two payments: 1,117.5, to whole yen 1,118. A trial makes nothing a month.
      assertThat(accounts.attributes("chiyo@example.jp"))
          .containsEntry("TOTAL_SPENT", "2235")
          .containsEntry("AVERAGE_ORDER_VALUE", "1118")
          .containsEntry("SUBSCRIPTION_STATUS", "trialing")
          .containsEntry("MRR", "0");
      assertThat(accounts.contact("anna@example.com").lists()).containsExactly(ALL, SUBSCRIBERS);
      assertThat(accounts.contact("ben@example.com").lists()).containsExactly(ALL, CHURNED);
      assertThat(accounts.contact("chiyo@example.jp").lists()).containsExactly(ALL, SUBSCRIBERS);
      assertThat(accounts.brevo.contacts())
          .hasSize(3)
          .noneMatch(contact -> contact.emailBlacklisted() || contact.smsBlacklisted());
      assertThat(report.status().contacts().created()).isEqualTo(3);
      assertThat(report.status().contacts().skipped())
          .containsExactlyInAnyOrderEntriesOf(Map.of("noEmail", 1L, "invalidEmail", 1L));
    }
  }

  @Test
  void writesTheDefaultMappingWithoutOne() {
    try (TestAccounts accounts = TestAccounts.empty()) {
      people(accounts);

      accounts.run();

      assertThat(accounts.attributes("anna@example.com"))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "FIRSTNAME", "Anna Maria",
                  "LASTNAME", "Berg",
                  "SMS", "49301234567",
                  "CURRENCY", "usd",
                  "CREATED", "2025-03-01",
                  "SUBSCRIPTIONS", "Pro (active), 25.00 USD a month, since 2025-04-01",
                  "BALANCE", "-500",
                  "TIER", "gold"));
    }
  }

  @Test
  void aSecondRunWritesNothing() {
    try (TestAccounts accounts = TestAccounts.empty().spec("fieldMapping", MAPPING)) {
      people(accounts);
      accounts.run();
      accounts.writes();

      RunReport second = accounts.run();

      assertThat(second.success()).isTrue();
      assertThat(accounts.writes()).isEmpty();
      assertThat(second.status().contacts().unchanged()).isEqualTo(3);
      assertThat(second.status().contacts().created()).isZero();
      assertThat(second.status().contacts().updated()).isZero();
    }
  }

  @Test
  void aChangeIsOneWriteOfWhatChanged() {
    try (TestAccounts accounts = TestAccounts.empty().spec("fieldMapping", MAPPING)) {
      people(accounts);
      accounts.run();
      accounts.writes();
      accounts.change("cus_anna", customer -> customer.put("name", "Anna Maria Stein"));

      RunReport second = accounts.run();

      assertThat(accounts.writes())
          .singleElement()
          .satisfies(write -> {
            assertThat(write.path()).isEqualTo("/v3/contacts/anna%40example.com");
            assertThat(write.body()).isEqualTo("{\"attributes\":{\"LASTNAME\":\"Stein\"}}");
          });
      assertThat(second.status().contacts().updated()).isEqualTo(1);
      assertThat(second.status().contacts().unchanged()).isEqualTo(2);
    }
  }

  @Test
  void aValueThatHasBecomeEmptyIsCleared() {
    try (TestAccounts accounts = TestAccounts.empty().spec("fieldMapping", MAPPING)) {
      people(accounts);
      accounts.run();
      accounts.change("cus_anna", customer -> customer.putNull("phone"));

      accounts.run();

      assertThat(accounts.attributes("anna@example.com")).doesNotContainKey("SMS");
    }
  }

  /** {@code newContacts: Blocklisted} is for contacts that this connector makes. */
  @Test
  void contactsThatBrevoHasAreUpdatedAndTheirFlagsLeftAlone() {
    try (TestAccounts accounts =
        TestAccounts.with(
                TestAccounts.brevoOptions()
                    .contact(Existing.of("anna@example.com"))
                    .contact(Existing.blocklisted("ben@example.com")))
            .brevo("consent: {newContacts: Blocklisted}")) {
      people(accounts);

      RunReport report = accounts.run();

      assertThat(accounts.contact("anna@example.com").emailBlacklisted()).isFalse();
      assertThat(accounts.contact("anna@example.com").smsBlacklisted()).isFalse();
      assertThat(accounts.contact("anna@example.com").lists()).containsExactly(ALL, SUBSCRIBERS);
      assertThat(accounts.contact("ben@example.com").emailBlacklisted()).isTrue();
      assertThat(accounts.contact("chiyo@example.jp").emailBlacklisted()).isTrue();
      assertThat(accounts.contact("chiyo@example.jp").smsBlacklisted()).isTrue();
      assertThat(report.status().contacts().created()).isEqualTo(1);
      assertThat(report.status().contacts().updated()).isEqualTo(2);
      assertThat(accounts.writes())
          .filteredOn(write -> write.endpoint().contains("batch") || write.path().contains("%40"))
          .noneMatch(write -> write.body().contains("lacklist"));
    }
  }

  @Test
  void theCountsOfAGeneratedAccountAreItsOwn() {
    try (TestAccounts accounts =
        TestAccounts.with(
            TestAccounts.stripeOptions().withCustomers(150, 2), TestAccounts.brevoOptions())) {
      RunReport report = accounts.run();

      assertThat(report.problems()).isEmpty();
      Counts counts = accounts.stripe.counts();
      assertThat(report.status().synced())
          .isEqualTo(
              new Synced(
                  counts.customers(),
                  counts.payments(),
                  counts.charges(),
                  counts.refunds(),
                  counts.disputes(),
                  counts.subscriptions(),
                  counts.invoices(),
                  counts.products(),
                  counts.checkoutSessions()));
      assertThat(report.status().contacts().created()).isEqualTo(accounts.brevo.size());
      accounts.writes();

      assertThat(accounts.run().success()).isTrue();

      assertThat(accounts.writes()).isEmpty();
    }
  }

  /**
   * 50.00 dollars; 100.00 euros settled at 1.08 by the sandbox; 10,000 yen settled in dollars too;
   * pounds that no rate is known for.
   */
  @Test
  void moneyIsToldInTheReportingCurrency() {
    try (TestAccounts accounts =
        TestAccounts.empty()
            .spec("fieldMapping", "{total_spent: TOTAL_SPENT, mrr: MRR}")
            .spec("currency", "{reporting: usd, rates: {eur: \"1.10\"}}")) {
      accounts.customer("cus_anna", "anna@example.com");
      accounts.charge("cus_anna", 5_000, "usd", "2026-01-10");
      accounts.charge("cus_anna", 10_000, "eur", "2026-01-11");
      ObjectNode euros = price("price_euros", "prod_pro", 2_000, "eur", "month");
      accounts.stripe.put(product("prod_pro", "Pro"));
      accounts.stripe.put(euros);
      accounts.stripe.put(subscription("sub_1", "cus_anna", "active", euros, "2025-04-01"));
      ObjectNode pounds = price("price_pounds", "prod_pro", 700, "gbp", "month");
      accounts.stripe.put(pounds);
      accounts.stripe.put(subscription("sub_2", "cus_anna", "active", pounds, "2025-04-02"));

      RunReport report = accounts.run();

      // 50.00 + 108.00; 20.00 euros a month at 1.10.
      assertThat(accounts.attributes("anna@example.com"))
          .containsExactlyInAnyOrderEntriesOf(Map.of("TOTAL_SPENT", "158", "MRR", "22"));
      assertThat(report.status().leftOut())
          .singleElement()
          .satisfies(left -> {
            assertThat(left.currency()).isEqualTo("gbp");
            assertThat(left.count()).isEqualTo(1);
          });
    }
  }
}
