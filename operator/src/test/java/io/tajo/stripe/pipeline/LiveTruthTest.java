package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.life.PromotionConsent;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When an event's payload is believed, and when the object is read. */
class LiveTruthTest {
  private static final String ANNA = "anna@example.com";
  private static final String MAPPING =
      "{name: FULLNAME, total_spent: SPENT, total_refunded: REFUNDED, mrr: MRR, plan_name: PLAN,"
          + " dispute_count: DISPUTES, checkout_recovery_url: RECOVERY,"
          + " upcoming_invoice_date: UPCOMING}";

  private static LiveScene scene() {
    return LiveScene.of(TestAccounts.empty().spec("fieldMapping", MAPPING));
  }

  private static String id(ObjectNode object) {
    return object.path("id").asText();
  }

  private static long reads(LiveScene scene, Runnable work) {
    long before = scene.accounts.sandbox.stripeRequests();
    work.run();
    return scene.accounts.sandbox.stripeRequests() - before;
  }

  private static Map<String, String> anna(LiveScene scene) {
    return scene.accounts.attributes(ANNA);
  }

  @Test
  void aNewerPayloadOfThePinnedVersionIsBelievedAndAnyOtherRead() {
    try (LiveScene scene = scene()) {
      String anna = scene.customer(ANNA, "Anna");
      scene.accounts.time.pass(Duration.ofSeconds(10));
      scene.life.people().name(anna, "Anna Stein");
      ObjectNode newer = scene.fresh("customer.updated").getFirst();
      // Told apart from what would be read.
      ((ObjectNode) newer.at("/data/object")).put("name", "As Told");
      scene.hand.deliver(newer);
      assertThat(reads(scene, scene.hand::drain)).isZero();
      assertThat(anna(scene)).containsEntry("FULLNAME", "As Told");

      // The same second.
      scene.hand.deliver(newer.deepCopy().put("id", "evt_same"));
      assertThat(reads(scene, scene.hand::drain)).isEqualTo(1);
      assertThat(anna(scene)).containsEntry("FULLNAME", "Anna Stein");

      // Older.
      long created = newer.path("created").asLong();
      scene.hand.deliver(newer.deepCopy().put("id", "evt_older").put("created", created - 5));
      assertThat(reads(scene, scene.hand::drain)).isEqualTo(1);

      // Another version, and one that says no more than which object it is.
      scene.accounts.time.pass(Duration.ofSeconds(10));
      scene.life.people().name(anna, "Anna Stone");
      ObjectNode other = scene.fresh("customer.updated").getFirst();
      ((ObjectNode) other.at("/data/object")).put("name", "In Other Words");
      scene.hand.deliver(other.put("api_version", "2020-08-27"));
      assertThat(reads(scene, scene.hand::drain)).isEqualTo(1);
      assertThat(anna(scene)).containsEntry("FULLNAME", "Anna Stone");

      // From further ahead than clocks differ.
      scene.life.people().name(anna, "Anna Stock");
      ObjectNode ahead = scene.fresh("customer.updated").getFirst();
      ((ObjectNode) ahead.at("/data/object")).put("name", "From Tomorrow");
      long tomorrow = ahead.path("created").asLong() + 86_400;
      scene.hand.deliver(ahead.put("created", tomorrow));
      assertThat(reads(scene, scene.hand::drain)).isEqualTo(1);
      assertThat(anna(scene)).containsEntry("FULLNAME", "Anna Stock");
    }
  }

  @Test
  void thinEventsAndUnknownTypes() {
    try (LiveScene scene = scene()) {
      String anna = scene.customer(ANNA, "Anna");
      scene.life.people().name(anna, "Anna Stein");
      scene.hand.fresh();
      ObjectNode thin =
          StripeObjects.json(
              """
              {"id":"evt_thin","object":"v2.core.event","type":"v1.customer.updated",
               "livemode":false,"related_object":{"type":"customer","url":"/v1/customers"}}
              """);
      ((ObjectNode) thin.path("related_object")).put("id", anna);
      scene.hand.deliver(thin.put("created", scene.accounts.time.instant().toString()));
      ObjectNode unknown =
          StripeObjects.json(
              """
              {"id":"evt_new","object":"event","type":"robot.activated","livemode":false,
               "api_version":"2026-07-29.dahlia","data":{"object":{"object":"robot","id":"r_1"}}}
              """);
      scene.hand.deliver(unknown.put("created", scene.accounts.time.instant().getEpochSecond()));
      scene.hand.drain();

      assertThat(anna(scene)).containsEntry("FULLNAME", "Anna Stein");
      assertThat(scene.names()).containsExactly("customer_created");
      assertThat(scene.hand.status().inbox().pending()).isZero();
      assertThat(scene.hand.status().inbox().failed()).isZero();
    }
  }

  /** It shows neither the charge nor the customer. */
  @Test
  void aThinEventOfARefundLeadsToItsCharge() {
    try (LiveScene scene = scene()) {
      String anna = scene.customer(ANNA, "Anna");
      String charge = id(scene.life.payments().succeed(anna, 3_000, "eur"));
      scene.follow();
      assertThat(anna(scene)).containsEntry("SPENT", "30");
      String refund = id(scene.life.payments().refund(charge, 1_000));
      scene.hand.fresh(); // charge.refunded is lost.

      ObjectNode thin =
          StripeObjects.json(
              """
              {"id":"evt_thin","object":"v2.core.event","type":"v1.refund.created",
               "livemode":false,"related_object":{"type":"refund","url":"/v1/refunds"}}
              """);
      ((ObjectNode) thin.path("related_object")).put("id", refund);
      scene.hand.deliver(thin.put("created", scene.accounts.time.instant().toString()));
      scene.hand.drain();

      assertThat(anna(scene)).containsEntry("SPENT", "20");
    }
  }

  @Test
  void whatASubscriptionRefersToIsRead() {
    try (LiveScene scene = scene()) {
      String anna = scene.customer(ANNA, "Anna");
      String product = id(scene.life.catalog().product("Pro"));
      String price = id(scene.life.catalog().price(product, 2_000, "eur", "month"));
      scene.life.catalog().coupon("half", 50, "forever");
      scene.hand.fresh(); // Nobody hears of the product, the price and the coupon.
      String subscription = id(scene.life.subscriptions().start(anna, price, 1));
      scene.follow();
      assertThat(anna(scene)).containsEntry("MRR", "20").containsEntry("PLAN", "Pro");

      scene.life.subscriptions().addDiscount(subscription, "half");
      scene.follow();
      assertThat(anna(scene)).containsEntry("MRR", "10");
    }
  }

  @Test
  void aCouponThatIsGoneIsReadThroughItsSubscription() {
    try (LiveScene scene = scene()) {
      String anna = scene.customer(ANNA, "Anna");
      String product = id(scene.life.catalog().product("Pro"));
      String price = id(scene.life.catalog().price(product, 2_000, "eur", "month"));
      scene.life.catalog().coupon("half", 50, "forever");
      String subscription = id(scene.life.subscriptions().start(anna, price, 1));
      scene.life.subscriptions().addDiscount(subscription, "half");
      scene.life.catalog().deleteCoupon("half");
      scene.fresh("customer.subscription.updated").forEach(scene.hand::deliver);
      scene.hand.drain();
      assertThat(anna(scene)).containsEntry("MRR", "10");
    }
  }

  @Test
  void refundsThatDoNotAddUpAndDisputesOfUnknownChargesAreRead() {
    try (LiveScene scene = scene()) {
      String anna = scene.customer(ANNA, "Anna");
      String charge = id(scene.life.payments().succeed(anna, 10_000, "eur"));
      scene.life.payments().refund(charge, 2_500);
      scene.life.payments().dispute(charge, "fraudulent");
      // Nobody hears of the charge or the refund.
      scene.fresh("charge.dispute.created").forEach(scene.hand::deliver);
      scene.hand.drain();
      assertThat(anna(scene))
          .containsEntry("SPENT", "75")
          .containsEntry("REFUNDED", "25")
          .containsEntry("DISPUTES", "1");
      assertThat(scene.names()).containsExactly("customer_created", "charge_dispute_created");
    }
  }

  @Test
  void aCustomerThatNobodyHeardOfIsRead() {
    try (LiveScene scene = scene()) {
      String anna = id(scene.life.people().create(ANNA, "Anna"));
      scene.life.payments().succeed(anna, 10_000, "eur");
      scene.fresh("payment_intent.succeeded").forEach(scene.hand::deliver);
      scene.hand.drain();
      assertThat(anna(scene)).containsEntry("FULLNAME", "Anna").containsEntry("SPENT", "100");
      assertThat(scene.names()).containsExactly("payment_intent_succeeded");
    }
  }

  @Test
  void aRecoveryLinkGoesWithTheRecoveryAndWithTime() {
    try (LiveScene scene = scene()) {
      String anna = scene.customer(ANNA, "Anna");
      String first =
          id(scene.life.checkouts().open(anna, ANNA, 100, "eur", PromotionConsent.OPT_IN));
      scene.life.checkouts().expire(first, true);
      scene.follow();
      assertThat(anna(scene)).containsEntry("RECOVERY", "https://buy.stripe.com/r/" + first);
      scene.life.checkouts().recover(first);
      scene.follow();
      assertThat(anna(scene)).doesNotContainKey("RECOVERY");

      String second =
          id(scene.life.checkouts().open(anna, ANNA, 100, "eur", PromotionConsent.OPT_IN));
      scene.life.checkouts().expire(second, true);
      scene.follow();
      assertThat(anna(scene)).containsKey("RECOVERY");
      scene.pass(Duration.ofDays(29));
      assertThat(anna(scene)).containsKey("RECOVERY");
      scene.pass(Duration.ofDays(1).plusMinutes(30));
      assertThat(anna(scene)).doesNotContainKey("RECOVERY");
    }
  }

  @Test
  void whatChangesWithTheClockAlone() {
    try (LiveScene scene = scene()) {
      String anna = scene.customer(ANNA, "Anna");
      String product = id(scene.life.catalog().product("Pro"));
      String price = id(scene.life.catalog().price(product, 2_000, "eur", "year"));
      scene.life.catalog().coupon("half", 50, "repeating");
      String subscription = id(scene.life.subscriptions().start(anna, price, 12));
      scene.life.subscriptions().addDiscount(subscription, "half");
      scene.life.invoices().upcoming(subscription);
      scene.follow();
      // 12 × 20.00 a year are 20.00 a month, half of it for 90 days.
      assertThat(anna(scene)).containsEntry("MRR", "10").containsKey("UPCOMING");
      scene.pass(Duration.ofDays(89));
      assertThat(anna(scene)).containsEntry("MRR", "10");
      scene.pass(Duration.ofDays(1).plusMinutes(30));
      assertThat(anna(scene)).containsEntry("MRR", "20");
      scene.pass(Duration.ofDays(300));
      assertThat(anna(scene)).doesNotContainKey("UPCOMING");
    }
  }

  @Test
  void foreignEventsAreCountedAndDropped() {
    try (LiveScene scene = LiveScene.empty()) {
      scene.life.people().create(ANNA, "Anna");
      ObjectNode event = scene.fresh("customer.created").getFirst();
      assertThat(scene.hand.deliver(event.deepCopy().put("livemode", true)).outcome())
          .isEqualTo(Receipt.Outcome.FOREIGN);
      ObjectNode other = event.deepCopy().put("id", "evt_other").put("account", "acct_other");
      assertThat(scene.hand.deliver(other).outcome()).isEqualTo(Receipt.Outcome.FOREIGN);
      scene.hand.drain();

      assertThat(scene.accounts.brevo.size()).isZero();
      assertThat(scene.hand.status().inbox().foreign()).isEqualTo(2);
      assertThat(scene.sql("select count(payload) from event")).isEqualTo("0");
    }
  }

  @Test
  void whatIsNotForwardedBringsTheContactUpToDateAllTheSame() {
    TestAccounts accounts =
        TestAccounts.empty()
            .spec("events", "{exclude: [\"payment_intent.*\", \"invoice.*\"]}")
            .spec("fieldMapping", "{total_spent: SPENT, mrr: MRR}");
    try (LiveScene scene = LiveScene.of(accounts)) {
      String anna = scene.customer(ANNA, "Anna");
      scene.life.payments().succeed(anna, 1_234, "usd");
      // Of an endpoint that sends no charges.
      scene.fresh("payment_intent.succeeded").forEach(scene.hand::deliver);
      scene.hand.drain();

      assertThat(scene.names()).containsExactly("customer_created");
      assertThat(scene.accounts.attributes(ANNA)).containsEntry("SPENT", "12.34");
    }
  }
}
