package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.StoredEvent;
import io.tajo.stripe.sandbox.stripe.life.PromotionConsent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Brevo hears of each kind of event. */
class LiveForwardingTest {
  private static final String ANNA = "anna@example.com";

  private static Map<String, String> map(Object... pairs) {
    java.util.TreeMap<String, String> map = new java.util.TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], (String) pairs[i + 1]);
    }
    return map;
  }

  private static String id(ObjectNode object) {
    return object.path("id").asText();
  }

  @Test
  void customers() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      Map<String, String> own = map("stripe_customer_id", anna, "object_id", anna);
      scene.life.people().name(anna, "Anna Stein");
      scene.follow();
      scene.life.people().delete(anna);
      scene.follow();

      assertThat(scene.names())
          .containsExactly("customer_created", "customer_updated", "customer_deleted");
      assertThat(scene.properties("customer_created")).isEqualTo(own);
      assertThat(scene.properties("customer_updated")).isEqualTo(own);
      assertThat(scene.properties("customer_deleted")).isEqualTo(own);
    }
  }

  @Test
  void paymentsRefundsAndDisputes() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      ObjectNode paid = scene.life.payments().succeed(anna, 12_345, "eur");
      ObjectNode failed = scene.life.payments().fail(anna, 5_000, "jpy", "insufficient_funds");
      String charge = id(paid);
      scene.life.payments().refund(charge, 2_345);
      scene.life.payments().refund(charge, 1_000);
      ObjectNode dispute = scene.life.payments().dispute(charge, "product_not_received");
      scene.follow();

      assertThat(scene.properties("payment_intent_succeeded"))
          .isEqualTo(
              map(
                  "stripe_customer_id",
                  anna,
                  "object_id",
                  paid.path("payment_intent").asText(),
                  "amount",
                  "123.45",
                  "currency",
                  "eur",
                  "receipt_url",
                  "https://pay.stripe.com/receipts/payment/" + charge));
      // Yen have no minor unit; nothing was received, so it is what was asked for.
      assertThat(scene.properties("payment_intent_payment_failed"))
          .isEqualTo(
              map(
                  "stripe_customer_id",
                  anna,
                  "object_id",
                  failed.path("payment_intent").asText(),
                  "amount",
                  "5000",
                  "currency",
                  "jpy",
                  "failure_code",
                  "insufficient_funds",
                  "failure_message",
                  "Your card was declined."));
      // What each refund added, not the sum so far.
      assertThat(scene.events("charge_refunded"))
          .extracting(event -> event.properties().path("amount").asText())
          .containsExactly("23.45", "10");
      assertThat(LiveScene.properties(scene.events("charge_refunded").getFirst()))
          .isEqualTo(
              map(
                  "stripe_customer_id",
                  anna,
                  "object_id",
                  charge,
                  "amount",
                  "23.45",
                  "currency",
                  "eur"));
      assertThat(scene.properties("charge_dispute_created"))
          .isEqualTo(
              map(
                  "stripe_customer_id",
                  anna,
                  "object_id",
                  id(dispute),
                  "amount",
                  "123.45",
                  "currency",
                  "eur",
                  "dispute_reason",
                  "product_not_received"));
    }
  }

  /** The charge is read, and by then both refunds are made. */
  @Test
  void whatARefundAddedIsToldByItsEventAlone() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      String charge = id(scene.life.payments().succeed(anna, 10_000, "eur"));
      scene.follow();
      scene.life.payments().refund(charge, 1_000);
      scene.life.payments().refund(charge, 500);
      scene
          .fresh("charge.refunded")
          .forEach(event -> scene.hand.deliver(event.put("api_version", "2020-08-27")));
      scene.hand.drain();

      assertThat(scene.events("charge_refunded"))
          .extracting(event -> event.properties().path("amount").asText())
          .containsExactly("10", "5");
    }
  }

  @Test
  void subscriptionsAndTheirInvoices() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      String product = id(scene.life.catalog().product("Pro"));
      String price = id(scene.life.catalog().price(product, 2_500, "eur", "month"));
      ObjectNode started = scene.life.subscriptions().start(anna, price, 2);
      String subscription = id(started);
      scene.life.subscriptions().trialWillEnd(subscription);
      scene.life.invoices().upcoming(subscription);
      scene.life.subscriptions().failRenewal(subscription);
      scene.life.subscriptions().end(subscription);
      scene.follow();

      Map<String, String> plan =
          map(
              "stripe_customer_id",
              anna,
              "subscription_id",
              subscription,
              "plan_name",
              "Pro",
              "plan_interval",
              "month",
              "currency",
              "eur");
      Map<String, String> own = new java.util.TreeMap<>(plan);
      own.put("object_id", subscription);
      assertThat(scene.properties("customer_subscription_created")).isEqualTo(own);
      assertThat(scene.properties("customer_subscription_trial_will_end")).isEqualTo(own);
      assertThat(scene.properties("customer_subscription_deleted")).isEqualTo(own);
      assertThat(LiveScene.properties(scene.events("customer_subscription_updated").getLast()))
          .isEqualTo(own);

      Map<String, String> upcoming = new java.util.TreeMap<>(plan);
      upcoming.put("amount", "50");
      assertThat(scene.properties("invoice_upcoming")).isEqualTo(upcoming);

      String invoice = started.path("latest_invoice").asText();
      Map<String, String> billed = new java.util.TreeMap<>(upcoming);
      billed.put("object_id", invoice);
      billed.put("invoice_number", "V" + invoice.substring(invoice.length() - 13));
      billed.put("hosted_invoice_url", "https://invoice.stripe.com/i/" + invoice);
      assertThat(LiveScene.properties(scene.events("invoice_finalized").getFirst()))
          .isEqualTo(billed);
      assertThat(scene.properties("invoice_paid")).isEqualTo(billed);
      assertThat(scene.properties("invoice_payment_failed"))
          .containsEntry("failure_code", "card_declined")
          .containsEntry("failure_message", "Your card was declined.")
          .containsEntry("amount", "50");
    }
  }

  @Test
  void otherEndsOfInvoicesAndCheckouts() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      for (int i = 0; i < 3; i++) {
        String invoice = id(scene.life.invoices().draft(anna, 1_999, "usd"));
        scene.life.invoices().finalizeDraft(invoice);
        switch (i) {
          case 0 -> scene.life.invoices().voidOpen(invoice);
          case 1 -> scene.life.invoices().markUncollectible(invoice);
          default -> scene.life.invoices().overdue(invoice);
        }
      }
      var none = PromotionConsent.NOTHING_SAID;
      String paid = id(scene.life.checkouts().open(anna, ANNA, 700, "usd", none));
      scene.life.checkouts().complete(paid);
      for (boolean succeeds : new boolean[] {true, false}) {
        String debit = id(scene.life.checkouts().open(anna, ANNA, 800, "usd", none));
        scene.life.checkouts().completeUnpaid(debit);
        if (succeeds) {
          scene.life.checkouts().debitSucceeds(debit);
        } else {
          scene.life.checkouts().debitFails(debit);
        }
      }
      scene.follow();

      assertThat(scene.names(ANNA))
          .contains(
              "invoice_voided",
              "invoice_marked_uncollectible",
              "invoice_overdue",
              "checkout_session_async_payment_succeeded",
              "checkout_session_async_payment_failed");
      assertThat(scene.properties("invoice_voided"))
          .containsEntry("amount", "19.99")
          .doesNotContainKeys("subscription_id", "plan_name", "failure_code");
      assertThat(LiveScene.properties(scene.events("checkout_session_completed").getFirst()))
          .isEqualTo(
              map("stripe_customer_id", anna, "object_id", paid, "amount", "7", "currency", "usd"));
      // Not standard.
      assertThat(scene.names()).doesNotContain("charge_succeeded", "invoice_created");
    }
  }

  @Test
  void patternsAPrefixAndResourcesThatAreNotSynced() {
    TestAccounts accounts =
        TestAccounts.empty()
            .spec(
                "events",
                "{include: [\"charge.*\"], exclude: [\"charge.updated\", \"customer.updated\"]}")
            .spec("sync", "{resources: [customers, payments]}");
    try (LiveScene scene = LiveScene.of(accounts)) {
      String anna = scene.customer(ANNA, "Anna");
      scene.life.people().name(anna, "Anna Stein");
      String charge = id(scene.life.payments().succeed(anna, 1_000, "eur"));
      scene.life.invoices().finalizeDraft(id(scene.life.invoices().draft(anna, 500, "eur")));
      scene.follow();

      assertThat(scene.names())
          .containsExactlyInAnyOrder(
              "customer_created", "charge_succeeded", "payment_intent_succeeded");
      assertThat(scene.properties("charge_succeeded"))
          .containsEntry("amount", "10")
          .containsEntry("object_id", charge);
      // What is not forwarded still changes the contact.
      assertThat(scene.accounts.attributes(ANNA)).containsEntry("LASTNAME", "Stein");
    }
  }

  @Test
  void anEventOfADayAgoIsForwardedAndAnOlderOneIsNot() {
    // The events lie before the first start otherwise.
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      scene.accounts.time.pass(Duration.ofDays(3));
      scene.accounts.time.slow();
      scene.life.people().name(anna, "Anna Stein");
      scene.life.people().name(anna, "Anna Stone");
      scene.life.people().name(anna, "Anna Stock");
      var events = scene.fresh("customer.updated");
      long now = scene.accounts.time.instant().getEpochSecond();
      events.get(0).put("created", now - 86_400 + 60);
      events.get(1).put("created", now - 86_400 - 1);
      // Before the first start.
      events.get(2).put("created", FastTime.START.getEpochSecond() - 1);
      events.forEach(scene.hand::deliver);
      scene.hand.drain();

      assertThat(scene.events("customer_updated"))
          .extracting(StoredEvent::date)
          .containsExactly(Instant.ofEpochSecond(now - 86_400 + 60));
      assertThat(scene.accounts.attributes(ANNA)).containsEntry("LASTNAME", "Stock");
      String stored =
          scene.events("customer_updated").getFirst().properties().path("stored_at").asText();
      assertThat(Duration.between(Instant.ofEpochSecond(now), Instant.parse(stored)).abs())
          .isLessThan(Duration.ofMinutes(5));
    }
  }
}
