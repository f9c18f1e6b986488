package io.tajo.stripe.pipeline;

import static io.tajo.stripe.pipeline.StripeObjects.price;
import static io.tajo.stripe.pipeline.StripeObjects.product;
import static io.tajo.stripe.pipeline.StripeObjects.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.contact.Shown;
import io.tajo.stripe.profile.Currencies;
import io.tajo.stripe.profile.Field;
import io.tajo.stripe.profile.Origin;
import io.tajo.stripe.profile.Portion;
import io.tajo.stripe.sandbox.StoredContact;
import io.tajo.stripe.sandbox.stripe.Resource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;

/** Contacts explained from a ledger that runs have filled. */
class ExplainTest {
  private static final String EVERYTHING =
      "{first_name: FIRSTNAME, phone: SMS, country: COUNTRY, balance: BALANCE,"
          + " payment_count: PAYMENTS, total_spent: SPENT, total_spent.eur: SPENT_EUR,"
          + " average_order_value: AVERAGE, total_refunded: REFUNDED,"
          + " last_payment_amount: LAST_AMOUNT, failed_payment_count: FAILED,"
          + " dispute_count: DISPUTES, mrr: MRR, arr: ARR, subscription_count: SUBSCRIPTIONS,"
          + " plan_name: PLAN, open_invoice_count: OPEN, amount_due: DUE,"
          + " abandoned_checkout_count: ABANDONED}";
  private static final ObjectNode PRO = price("price_pro", "prod_pro", 2_500, "usd", "month");

  private static Explanation explain(TestAccounts accounts, Whom whom) {
    try (Connector connector = accounts.connector(accounts.time.new OfProcess())) {
      return connector.explain(whom);
    }
  }

  private static Explanation email(TestAccounts accounts, String address) {
    return explain(accounts, new Whom.Email(address));
  }

  private static Explanation.Contact contact(TestAccounts accounts, String address) {
    return (Explanation.Contact) email(accounts, address);
  }

  private static Explanation.NoContact none(TestAccounts accounts, String customer) {
    return (Explanation.NoContact) explain(accounts, new Whom.Customer(customer));
  }

  /** For every contact of an account: the parts, added up here, are the value in Brevo. */
  @Test
  void theExplainedPartsSumToWhatWasWritten() {
    try (TestAccounts accounts =
        TestAccounts.with(
                TestAccounts.stripeOptions().withCustomers(80, 3), TestAccounts.brevoOptions())
            .spec("fieldMapping", EVERYTHING)
            .spec("currency", "{reporting: usd, rates: {eur: '1.08', gbp: '1.27'}}")) {
      assertThat(accounts.run().problems()).isEmpty();
      Set<Field> added = EnumSet.noneOf(Field.class);

      try (Connector connector = accounts.connector(accounts.time.new OfProcess())) {
        for (StoredContact stored : accounts.brevo.contacts().toList()) {
          Explanation.Contact contact =
              (Explanation.Contact) connector.explain(new Whom.Email(stored.email()));
          assertThat(contact.write().action()).isNull();
          contact
              .attributes()
              .forEach(shown -> {
                Origin origin = contact.explained().origin(shown.target().source());
                JsonNode value = stored.attributes().get(shown.target().attribute());
                if (!(origin instanceof Origin.Said) && value != null) {
                  assertThat(value.decimalValue())
                      .as(stored.email() + " " + shown.target().attribute())
                      .isEqualByComparingTo(added(origin, shown));
                  added.add(shown.target().source().field());
                }
              });
        }
      }
      assertThat(accounts.brevo.contacts().count()).isGreaterThan(40);
      assertThat(added).hasSize(15);
    }
  }

  private static BigDecimal added(Origin origin, Shown shown) {
    Field field = shown.target().source().field();
    String currency = field == Field.TOTAL_SPENT_IN ? "eur" : "usd";
    return switch (origin) {
      case Origin.Count count -> BigDecimal.valueOf(count.objects().size());
      case Origin.Average average -> major(sum(average).divide(average.of().counted()), currency);
      case Origin.Yearly yearly -> major(sum(yearly).multiply(12), currency);
      case Origin.Amount amount ->
          field == Field.BALANCE ? sum(amount).bigDecimalValue() : major(sum(amount), currency);
      case Origin.Said _ -> throw new AssertionError();
    };
  }

  private static BigFraction sum(Origin.Amount amount) {
    return amount.portions().stream().map(Portion::adds).reduce(BigFraction.ZERO, BigFraction::add);
  }

  private static BigDecimal major(BigFraction minor, String currency) {
    return minor
        .bigDecimalValue(0, RoundingMode.HALF_UP)
        .movePointLeft(Currencies.digits(currency));
  }

  @Test
  void whoIsNotExplainedIsTold() {
    try (TestAccounts accounts = TestAccounts.empty()) {
      assertThat(none(accounts, "cus_1").reason()).isEqualTo(Explanation.Reason.NO_LEDGER);
      try (Connector connector = accounts.connector(accounts.time.new OfProcess())) {
        connector.isReady(); // There is a ledger now, and nothing in it.
      }
      assertThat(none(accounts, "cus_1").message()).contains("sync");

      accounts.customer("cus_1", "ada@example.com");
      accounts.customer("cus_left", "left@example.com");
      accounts.customer("cus_none", "  ");
      accounts.customer("cus_bad", "not-an-email");
      accounts.run();
      accounts.stripe.delete(Resource.CUSTOMERS, "cus_left");

      assertThat(none(accounts, "cus_2").reason()).isEqualTo(Explanation.Reason.UNKNOWN_CUSTOMER);
      assertThat(none(accounts, "cus_none").message()).contains("no e-mail");
      assertThat(none(accounts, "cus_bad").message()).contains("not usable");
      assertThat(email(accounts, "stranger@example.com"))
          .isInstanceOfSatisfying(
              Explanation.NoContact.class,
              nobody -> {
                assertThat(nobody.reason()).isEqualTo(Explanation.Reason.UNKNOWN_ADDRESS);
                assertThat(nobody.message()).doesNotContain("stranger");
                assertThat(nobody.ledger().fullSync()).isNotNull();
              });
      assertThat(contact(accounts, " Ada@Example.com ").customers()).hasSize(1);

      accounts.run();
      assertThat(none(accounts, "cus_left").reason()).isEqualTo(Explanation.Reason.LEFT);
      assertThat(none(accounts, "cus_left").message())
          .contains("deleted in Stripe", "cus_left", "nothing more is written")
          .doesNotContain("@");
    }
  }

  @Test
  void whatWouldBeWrittenIsTheDifferenceAndWhatElseDecides() {
    try (TestAccounts accounts = TestAccounts.empty().spec("fieldMapping", EVERYTHING)) {
      accounts.stripe.put(product("prod_pro", "Pro"));
      accounts.stripe.put(PRO);
      accounts.customer(
          "cus_1",
          "ada@example.com",
          c -> {
            c.put("name", "Ada Lovelace").put("phone", "+44 20 7946 0018").put("currency", "usd");
            c.putObject("metadata").put("marketing_opt_in", "no").put("tier", "gold");
          });
      accounts.customer("cus_2", "bob@example.com", c -> c.put("phone", "+44 20 7946 0018"));
      accounts.stripe.put(subscription("sub_1", "cus_1", "active", PRO, "2025-04-01"));
      accounts.run();

      assertThat(contact(accounts, "ada@example.com").write())
          .satisfies(write -> {
            assertThat(write.action()).isNull();
            assertThat(write.notes())
                .containsExactly(
                    "The consent metadata of cus_1 says no: the contact was blocklisted.");
          });
      assertThat(contact(accounts, "bob@example.com").write().notes())
          .containsExactly("SMS is left out: Brevo refused this value; it is tried again changed.");

      accounts.spec("fieldMapping", "{metadata.tier: TIER, first_name: FIRSTNAME}");
      Explanation.Write mapped = contact(accounts, "ada@example.com").write();
      assertThat(mapped.action()).isEqualTo(DryRun.Action.CHANGE);
      assertThat(mapped.fields()).containsOnlyKeys("TIER");
      assertThat(mapped.fields().get("TIER").after().asText()).isEqualTo("gold");
    }
  }

  /** Nothing is asked of either account, and nothing kept. */
  @Test
  void itReadsTheLedgerAlone() {
    try (TestAccounts accounts = TestAccounts.empty()) {
      accounts.customer("cus_1", "ada@example.com");
      accounts.run();
      accounts.stripeKey("sk_test_another").brevoKey("xkeysib-another");
      long reads = accounts.sandbox.stripeRequests();
      List<String> calls = new ArrayList<>();
      accounts.door.before(calls::add);

      assertThat(contact(accounts, "ada@example.com").lists())
          .extracting(place -> place.list() + " " + place.standing())
          .containsExactly("20 IN", "21 OUT", "22 OUT");
      assertThat(contact(accounts, "ada@example.com").toString()).isEqualTo("Contact[…]");
      assertThat(accounts.sandbox.stripeRequests()).isEqualTo(reads);
      assertThat(calls).isEmpty();
    }
  }
}
