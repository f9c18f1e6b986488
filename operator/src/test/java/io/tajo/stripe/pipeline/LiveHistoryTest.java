package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.BrevoSandbox;
import io.tajo.stripe.sandbox.StoredContact;
import io.tajo.stripe.sandbox.StoredEvent;
import io.tajo.stripe.sandbox.stripe.life.RandomLife;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens in Stripe, and in whatever order, how often and how late its events come: the
 * contacts end as a fresh full sync would make them, and each event reaches Brevo once.
 */
class LiveHistoryTest {
  static final String MAPPING =
      """
      {name: FULLNAME, first_name: FIRSTNAME, last_name: LASTNAME, country: COUNTRY, city: CITY,
       postal_code: POSTAL_CODE, delinquent: DELINQUENT, customer_id: CUSTOMER_ID,
       language: LANGUAGE, created: CREATED, currency: CURRENCY, metadata.customer_tier: VIP_TIER,
       balance: BALANCE, payment_count: PAYMENT_COUNT, total_spent: TOTAL_SPENT,
       total_spent.eur: TOTAL_SPENT_EUR, average_order_value: AVERAGE_ORDER_VALUE,
       total_refunded: TOTAL_REFUNDED, first_payment_date: FIRST_PAYMENT_DATE,
       last_payment_date: LAST_PAYMENT_DATE, last_payment_amount: LAST_PAYMENT_AMOUNT,
       failed_payment_count: FAILED_PAYMENT_COUNT, dispute_count: DISPUTE_COUNT,
       subscription_status: SUBSCRIPTION_STATUS, subscription_id: SUBSCRIPTION_ID,
       plan_name: PLAN_NAME, plan_interval: PLAN_INTERVAL, subscription_start: SUBSCRIPTION_START,
       trial_end: TRIAL_END, current_period_end: CURRENT_PERIOD_END, cancel_at: CANCEL_AT,
       mrr: MRR, arr: ARR, subscription_count: SUBSCRIPTION_COUNT, subscriptions: SUBSCRIPTIONS,
       open_invoice_count: OPEN_INVOICE_COUNT, amount_due: AMOUNT_DUE,
       last_invoice_number: LAST_INVOICE_NUMBER, last_invoice_status: LAST_INVOICE_STATUS,
       last_invoice_url: LAST_INVOICE_URL, last_checkout_status: LAST_CHECKOUT_STATUS,
       abandoned_checkout_count: ABANDONED_CHECKOUT_COUNT,
       checkout_recovery_url: CHECKOUT_RECOVERY_URL}
      """
          .replace("\n", " ");

  private static final int ACTS = 120;

  @ParameterizedTest
  @ValueSource(longs = {4, 11, 19})
  void contactsEndAsAFreshFullSyncWouldMakeThem(long seed) {
    Random random = new Random(seed);
    String currency =
        seed % 2 == 0 ? "{}" : "{reporting: usd, rates: {eur: \"1.08\", gbp: \"1.27\"}}";
    try (TestAccounts accounts =
            TestAccounts.with(
                    TestAccounts.stripeOptions().withCustomers(20, 2), TestAccounts.brevoOptions())
                .spec("fieldMapping", MAPPING)
                .spec("currency", currency);
        LiveHand hand = new LiveHand(accounts)) {
      assertThat(accounts.run().problems()).isEmpty();
      RandomLife life = new RandomLife(accounts.stripe, seed);
      List<ObjectNode> late = new ArrayList<>();
      for (int act = 0; act < ACTS; act++) {
        String what = life.act();
        for (ObjectNode event : hand.fresh()) {
          int luck = random.nextInt(10);
          if (luck < 6) {
            hand.deliver(event);
          }
          if (luck < 2 || luck == 6 || luck == 7) {
            late.add(event); // Once more, or late; the rest is lost.
          }
        }
        if (random.nextInt(4) == 0 && !late.isEmpty()) {
          hand.deliver(late.remove(random.nextInt(late.size())));
        }
        if (random.nextInt(3) == 0) {
          hand.drain();
        }
        assertThat(hand.status().inbox().failed()).as(what).isZero();
      }
      late.forEach(hand::deliver);
      RunReport caughtUp = accounts.run(LiveHand.INCREMENTAL);
      assertThat(caughtUp.problems()).isEmpty();
      accounts.time.pass(java.time.Duration.ofMinutes(2));
      hand.drain();

      assertSentOnce(accounts);
      Map<String, String> live = contacts(accounts.brevo);
      contacts(accounts.freshSync())
          .forEach(
              (address, contact) -> assertThat(live.get(address)).as(address).isEqualTo(contact));
      accounts.writes();
      RunReport again = accounts.run();
      assertThat(again.problems()).isEmpty();
      assertThat(accounts.writes()).isEmpty();
      assertThat(again.status().contacts().drifted()).isZero();
    }
  }

  private static void assertSentOnce(TestAccounts accounts) {
    Map<String, Long> times =
        accounts.brevo.events().stream()
            .collect(
                Collectors.groupingBy(
                    event -> event.name() + " " + id(event), TreeMap::new, Collectors.counting()));
    assertThat(times.values()).isNotEmpty().allMatch(count -> count == 1);
  }

  private static String id(StoredEvent event) {
    return event.properties().path("stripe_event_id").asText();
  }

  /** Everything of each contact that a full sync decides. */
  private static Map<String, String> contacts(BrevoSandbox brevo) {
    return brevo
        .contacts()
        .collect(
            Collectors.toMap(
                StoredContact::email,
                contact -> new TreeMap<>(contact.attributes()) + " " + contact.lists(),
                (a, b) -> a + b,
                TreeMap::new));
  }
}
