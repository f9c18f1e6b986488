package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.life.PromotionConsent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of subscriptions, and checkouts that are left. */
class LiveDerivedTest {
  private static final String ANNA = "anna@example.com";
  private static final String SESSION = "{resources: [customers, checkoutSessions]%s}";

  private static String price(LiveScene scene, long amount, String currency, String interval) {
    String product = scene.life.catalog().product("Pro").path("id").asText();
    return scene.life.catalog().price(product, amount, currency, interval).path("id").asText();
  }

  private static List<String> derived(LiveScene scene) {
    return scene.names().stream().filter(name -> name.startsWith("subscription_")).toList();
  }

  private static String start(LiveScene scene, String customer, String price, int quantity) {
    String id = scene.life.subscriptions().start(customer, price, quantity).path("id").asText();
    scene.follow();
    return id;
  }

  @Test
  void moreIsAnUpgradeAndLessADowngrade() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      // 10.00 a month; 100.00 a year are 8.333… a month.
      String monthly = price(scene, 1_000, "eur", "month");
      String yearly = price(scene, 10_000, "eur", "year");
      String subscription = start(scene, anna, monthly, 1);
      assertThat(derived(scene)).isEmpty();

      scene.life.subscriptions().quantity(subscription, 3);
      scene.follow();
      scene.life.subscriptions().price(subscription, yearly);
      scene.follow();

      assertThat(derived(scene))
          .containsExactly("subscription_upgraded", "subscription_downgraded");
      assertThat(scene.properties("subscription_upgraded"))
          .containsEntry("mrr_before", "10")
          .containsEntry("mrr_after", "30")
          .containsEntry("mrr_change", "20")
          .containsEntry("currency", "eur")
          .containsEntry("object_id", subscription)
          .containsEntry("subscription_id", subscription)
          .containsEntry("stripe_customer_id", anna)
          .containsEntry("plan_name", "Pro")
          .containsEntry("plan_interval", "month")
          .doesNotContainKey("amount");
      // 3 × 8.333… = 25.
      assertThat(scene.properties("subscription_downgraded"))
          .containsEntry("mrr_before", "30")
          .containsEntry("mrr_after", "25")
          .containsEntry("mrr_change", "-5");
    }
  }

  @Test
  void whoEndsTheLastOneChurnsAndWhoBeginsAgainIsReactivated() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      String price = price(scene, 1_000, "eur", "month");
      String first = start(scene, anna, price, 1);
      String second = start(scene, anna, price, 2);
      scene.life.subscriptions().end(first);
      scene.follow();
      assertThat(derived(scene)).isEmpty();
      scene.life.subscriptions().end(second);
      scene.follow();
      assertThat(derived(scene)).containsExactly("subscription_churned");
      assertThat(scene.properties("subscription_churned"))
          .containsEntry("mrr_before", "20")
          .containsEntry("mrr_after", "0")
          .containsEntry("mrr_change", "-20");
      assertThat(scene.accounts.contact(ANNA).lists())
          .containsExactly(TestAccounts.ALL, TestAccounts.CHURNED);

      String third = start(scene, anna, price, 1);
      assertThat(derived(scene))
          .containsExactly("subscription_churned", "subscription_reactivated");
      assertThat(scene.properties("subscription_reactivated"))
          .containsEntry("mrr_before", "0")
          .containsEntry("mrr_after", "10")
          .containsEntry("object_id", third);
    }
  }

  /** An invoice's event that comes first brings the subscription along, changed already. */
  @Test
  void itsOwnEventTellsOfAChangeThatAnInvoiceBroughtAlong() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      String price = price(scene, 1_000, "eur", "month");
      String first = scene.life.subscriptions().start(anna, price, 1).path("id").asText();
      oneByOne(scene, "invoice");
      scene.life.subscriptions().quantity(first, 3);
      scene.life.subscriptions().renew(first);
      oneByOne(scene, "invoice");
      assertThat(derived(scene)).containsExactly("subscription_upgraded");
      assertThat(scene.properties("subscription_upgraded"))
          .containsEntry("mrr_before", "10")
          .containsEntry("mrr_after", "30");
      scene.life.subscriptions().end(first);
      scene.follow();

      scene.life.subscriptions().start(anna, price, 1);
      oneByOne(scene, "invoice");
      assertThat(derived(scene))
          .containsExactly(
              "subscription_upgraded", "subscription_churned", "subscription_reactivated");
      assertThat(scene.sql("select count(*) from subscription_told")).isEqualTo("0");
    }
  }

  /** Each event is worked off before the next one comes, those of a kind first. */
  private static void oneByOne(LiveScene scene, String kind) {
    List<ObjectNode> fresh = new ArrayList<>(scene.hand.fresh());
    fresh.sort(Comparator.comparing(event -> !event.path("type").asText().startsWith(kind)));
    fresh.forEach(event -> {
      scene.hand.deliver(event);
      scene.hand.drain();
    });
    scene.accounts.writes();
  }

  @Test
  void aTrialThatConvertsIsNeither() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      String price = price(scene, 1_000, "eur", "month");
      String trial =
          scene
              .life
              .subscriptions()
              .startTrial(anna, price, 1, Duration.ofDays(7))
              .path("id")
              .asText();
      scene.follow();
      scene.life.subscriptions().convertTrial(trial);
      scene.follow();
      assertThat(derived(scene)).isEmpty();
    }
  }

  @Test
  void whatOnlyASweepSawIsToldByNobody() {
    try (LiveScene scene = LiveScene.empty()) {
      String anna = scene.customer(ANNA, "Anna");
      String subscription = start(scene, anna, price(scene, 1_000, "eur", "month"), 1);
      scene.life.subscriptions().quantity(subscription, 3);
      assertThat(scene.accounts.run().problems()).isEmpty();
      assertThat(derived(scene)).isEmpty();
    }
  }

  @Test
  void exclusionsNameDerivedEventsWithoutThePrefix() {
    TestAccounts accounts =
        TestAccounts.empty().spec("events", "{exclude: [\"subscription_*\", customer.updated]}");
    try (LiveScene scene = LiveScene.of(accounts)) {
      String anna = scene.customer(ANNA, "Anna");
      String subscription = start(scene, anna, price(scene, 1_000, "eur", "month"), 1);
      scene.life.subscriptions().quantity(subscription, 3);
      scene.follow();
      assertThat(derived(scene)).isEmpty();
      assertThat(scene.names()).contains("customer_subscription_updated");
    }
  }

  /** Who may be sent the link back, by what was asked and answered. */
  @ParameterizedTest
  @CsvSource({
    "OPT_IN, false, true",
    "OPT_OUT, false, false",
    "UNANSWERED, false, false",
    "NOT_ASKED, false, false",
    "NOTHING_SAID, false, false",
    "OPT_OUT, true, false",
    "UNANSWERED, true, false",
    "NOT_ASKED, true, true",
    "NOTHING_SAID, true, true",
  })
  void abandonedCheckoutsByConsent(
      PromotionConsent consent, boolean withoutConsent, boolean allowed) {
    TestAccounts accounts =
        TestAccounts.empty()
            .spec("events", "{abandonedWithoutConsent: " + withoutConsent + "}")
            .spec("sync", SESSION.formatted(""));
    try (LiveScene scene = LiveScene.of(accounts)) {
      String anna = scene.customer(ANNA, "Anna");
      ObjectNode session = scene.life.checkouts().open(anna, null, 4_200, "eur", consent);
      String id = session.path("id").asText();
      scene.life.checkouts().expire(id, true);
      scene.follow();

      assertThat(scene.names(ANNA).contains("checkout_abandoned")).isEqualTo(allowed);
      var expired = scene.properties("checkout_session_expired");
      assertThat(expired).containsEntry("amount", "42").containsEntry("object_id", id);
      if (allowed) {
        String link = "https://buy.stripe.com/r/" + id;
        assertThat(expired).containsEntry("recovery_url", link);
        assertThat(scene.properties("checkout_abandoned"))
            .containsEntry("recovery_url", link)
            .containsEntry("object_id", id)
            .containsEntry("amount", "42");
      } else {
        assertThat(expired).doesNotContainKey("recovery_url");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"Create, true", "Ignore, false"})
  void aGuestWhoLeftACheckout(String policy, boolean makesContact) {
    TestAccounts accounts =
        TestAccounts.empty().spec("sync", SESSION.formatted(", guestCheckouts: " + policy));
    try (LiveScene scene = LiveScene.of(accounts)) {
      String guest = "guest@example.com";
      String id =
          scene
              .life
              .checkouts()
              .open(null, guest, 4_200, "eur", PromotionConsent.OPT_IN)
              .path("id")
              .asText();
      scene.life.checkouts().expire(id, true);
      scene.follow();

      assertThat(scene.accounts.brevo.contact(guest).isPresent()).isEqualTo(makesContact);
      if (makesContact) {
        assertThat(scene.names(guest))
            .containsExactlyInAnyOrder("checkout_session_expired", "checkout_abandoned");
        assertThat(scene.accounts.contact(guest).lists()).isEmpty();
        assertThat(scene.properties("checkout_abandoned")).doesNotContainKey("stripe_customer_id");
      } else {
        assertThat(scene.names()).isEmpty();
        assertThat(scene.outgoing("NO_CONTACT")).isEqualTo(2);
      }
    }
  }
}
