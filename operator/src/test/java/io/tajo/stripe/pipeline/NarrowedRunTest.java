package io.tajo.stripe.pipeline;

import static io.tajo.stripe.pipeline.StripeObjects.at;
import static io.tajo.stripe.pipeline.StripeObjects.json;
import static io.tajo.stripe.pipeline.StripeObjects.price;
import static io.tajo.stripe.pipeline.StripeObjects.product;
import static io.tajo.stripe.pipeline.StripeObjects.subscription;
import static io.tajo.stripe.pipeline.TestAccounts.ALL;
import static io.tajo.stripe.pipeline.TestAccounts.SUBSCRIBERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.api.SyncResource;
import io.tajo.stripe.sandbox.stripe.ApiKey;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not read, or may not be, has no value: neither 0 nor cleared. */
class NarrowedRunTest {
  private static final String MAPPING =
      "{name: FULLNAME, total_spent: SPENT, dispute_count: DISPUTES, mrr: MRR,"
          + " subscription_status: STATUS, plan_name: PLAN, last_invoice_number: INVOICE,"
          + " last_checkout_status: CHECKOUT}";
  private static final Map<String, String> WHOLE =
      new TreeMap<>(
          Map.of(
              "FULLNAME", "Anna",
              "SPENT", "60",
              "DISPUTES", "0",
              "MRR", "25",
              "STATUS", "active",
              "PLAN", "Pro",
              "INVOICE", "A-1",
              "CHECKOUT", "complete"));
  static final String RESTRICTED = "rk_test_sandbox_51Restricted";

  private static TestAccounts anna(StripeOptions options) {
    TestAccounts accounts =
        TestAccounts.with(options, TestAccounts.brevoOptions()).spec("fieldMapping", MAPPING);
    fill(accounts);
    return accounts;
  }

  /** 10.00 in 2025 and 50.00 in 2026, a plan, an invoice and a checkout of 2025. */
  private static void fill(TestAccounts accounts) {
    accounts.customer(
        "cus_anna", "anna@example.com", c -> c.put("name", "Anna").put("currency", "usd"));
    accounts.charge("cus_anna", 1_000, "usd", "2025-06-10");
    accounts.charge("cus_anna", 5_000, "usd", "2026-06-10");
    ObjectNode monthly = price("price_pro", "prod_pro", 2_500, "usd", "month");
    accounts.stripe.put(product("prod_pro", "Pro"));
    accounts.stripe.put(monthly);
    accounts.stripe.put(subscription("sub_anna", "cus_anna", "active", monthly, "2025-04-01"));
    accounts.stripe.put(
        json("""
        {"object":"invoice","id":"in_1","amount_due":0,"amount_remaining":0,
         "currency":"usd","customer":"cus_anna","hosted_invoice_url":null,
         "livemode":false,"metadata":{},"number":"A-1","status":"paid"}
        """)
            .put("created", at("2025-07-01")));
    accounts.stripe.put(
        json("""
        {"object":"checkout.session","id":"cs_test_1","after_expiration":null,
         "amount_total":1000,"consent":null,"consent_collection":null,"currency":"usd",
         "customer":"cus_anna","customer_details":null,"customer_email":null,
         "livemode":false,"metadata":{},"mode":"payment","recovered_from":null,
         "status":"complete"}
        """)
            .put("created", at("2025-08-01")));
  }

  private static Map<String, String> without(String... attributes) {
    Map<String, String> rest = new TreeMap<>(WHOLE);
    Arrays.asList(attributes).forEach(rest::remove);
    return rest;
  }

  static ApiKey keyWithout(String permission) {
    Set<String> permissions =
        Arrays.stream(io.tajo.stripe.sandbox.stripe.Resource.values())
            .map(io.tajo.stripe.sandbox.stripe.Resource::permission)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));
    permissions.remove(permission);
    return ApiKey.restricted(RESTRICTED, permissions);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "charge_read,               SPENT DISPUTES,  20 21",
        "dispute_read,              DISPUTES,        20 21",
        "subscription_read,         MRR STATUS PLAN, 20",
        "coupon_read,               MRR STATUS PLAN, 20",
        "product_read,              PLAN,            20 21",
        "plan_read,                 '',              20 21",
        "invoice_read,              INVOICE,         20 21",
        "checkout_session_read,     CHECKOUT,        20 21",
        "balance_transaction_read,  '',              20 21"
      })
  void aMissingPermissionCostsWhatNeedsItAndIsNamed(
      String permission, String missing, String lists) {
    try (TestAccounts accounts =
        anna(TestAccounts.stripeOptions().withKeys(keyWithout(permission))).stripeKey(RESTRICTED)) {
      RunReport report = accounts.run();

      assertThat(accounts.attributes("anna@example.com")).isEqualTo(without(missing.split(" ")));
      assertThat(accounts.contact("anna@example.com").lists())
          .hasToString("[" + lists.replace(" ", ", ") + "]");
      assertThat(report.success()).isFalse();
      assertThat(report.problems()).anyMatch(problem -> problem.contains(permission));
      assertThat(report.status().checks())
          .filteredOn(check -> check.status() == CheckStatus.FAILED)
          .isNotEmpty()
          .allSatisfy(check -> assertThat(check.message()).contains(permission, "Without it"));
      assertThat(report.status().synced().charges())
          .isEqualTo(permission.equals("charge_read") ? null : Long.valueOf(2));
    }
  }

  @Test
  void withoutCustomersNothingIsWritten() {
    try (TestAccounts accounts =
        anna(TestAccounts.stripeOptions().withKeys(keyWithout("customer_read")))
            .stripeKey(RESTRICTED)) {
      RunReport report = accounts.run();

      assertThat(report.success()).isFalse();
      assertThat(report.problems()).anyMatch(problem -> problem.contains("customer_read"));
      assertThat(accounts.brevo.size()).isZero();
      assertThat(accounts.writes()).isEmpty();
    }
  }

  /** Charges are still in the ledger, but nobody knows whether they are all. */
  @Test
  void aPermissionThatIsTakenAwayLeavesWhatWasWritten() {
    try (TestAccounts accounts =
        anna(
            TestAccounts.stripeOptions()
                .withKeys(
                    ApiKey.secret(StripeOptions.DEFAULT_KEY), keyWithout("subscription_read")))) {
      accounts.run();
      assertThat(accounts.attributes("anna@example.com")).isEqualTo(WHOLE);
      accounts.stripeKey(RESTRICTED);

      accounts.run();

      assertThat(accounts.attributes("anna@example.com")).isEqualTo(WHOLE);
      assertThat(accounts.contact("anna@example.com").lists()).containsExactly(ALL, SUBSCRIBERS);
    }
  }

  @Test
  void whatIsNotSyncedHasNoValueAndNoCount() {
    try (TestAccounts accounts =
        anna(TestAccounts.stripeOptions()).spec("sync", "{resources: [subscriptions]}")) {
      RunReport report = accounts.run();

      assertThat(report.success()).isTrue();
      assertThat(accounts.attributes("anna@example.com"))
          .isEqualTo(without("SPENT", "DISPUTES", "PLAN", "INVOICE", "CHECKOUT"));
      assertThat(report.status().synced().payments()).isNull();
      assertThat(report.status().synced().invoices()).isNull();
      assertThat(report.status().synced().subscriptions()).isEqualTo(1);

      // What the connector syncs later gets its values then.
      accounts.spec("sync", "{resources: [subscriptions, payments, products]}");
      assertThat(accounts.run().success()).isTrue();
      assertThat(accounts.attributes("anna@example.com")).isEqualTo(without("INVOICE", "CHECKOUT"));
    }
  }

  @Test
  void whatIsOlderThanTheConnectorAsksForDoesNotCount() {
    try (TestAccounts accounts =
        anna(TestAccounts.stripeOptions()).spec("sync", "{since: \"2026-01-01\"}")) {
      assertThat(accounts.run().success()).isTrue();

      // 50.00 of 2026; the subscription of 2025 is read whole.
      Map<String, String> recent = without("INVOICE", "CHECKOUT");
      recent.put("SPENT", "50");
      assertThat(accounts.attributes("anna@example.com")).isEqualTo(recent);

      // Asked for more, it is read before it is told: never a part for the whole.
      accounts.spec("sync", "{since: \"2025-01-01\"}");
      assertThat(accounts.run().success()).isTrue();
      assertThat(accounts.attributes("anna@example.com")).isEqualTo(WHOLE);
    }
  }

  @Test
  void aNarrowFirstRunWritesNoPartForTheWhole() {
    try (TestAccounts accounts = anna(TestAccounts.stripeOptions())) {
      accounts.run(request(Set.of(SyncResource.PAYMENTS), LocalDate.parse("2026-01-01")));

      assertThat(accounts.attributes("anna@example.com"))
          .containsExactlyEntriesOf(Map.of("FULLNAME", "Anna"));

      accounts.run();
      assertThat(accounts.attributes("anna@example.com")).isEqualTo(WHOLE);
    }
  }

  @Test
  void aNarrowLaterRunReadsLessAndMakesValuesOfAll() {
    try (TestAccounts accounts = anna(TestAccounts.stripeOptions())) {
      accounts.run();
      accounts.charge("cus_anna", 2_000, "usd", "2026-07-01");
      accounts.change("cus_anna", customer -> customer.put("name", "Anna Stein"));

      RunReport report =
          accounts.run(request(Set.of(SyncResource.PAYMENTS), LocalDate.parse("2026-06-30")));

      assertThat(report.success()).isTrue();
      Map<String, String> now = new TreeMap<>(WHOLE);
      now.put("FULLNAME", "Anna Stein");
      // 10.00 and 50.00, which were not read again, and 20.00.
      now.put("SPENT", "80");
      assertThat(accounts.attributes("anna@example.com")).isEqualTo(now);
    }
  }

  private static RunRequest request(Set<SyncResource> resources, LocalDate since) {
    return new RunRequest(StripeSyncSpec.Type.FULL, resources, since, false, false);
  }
}
