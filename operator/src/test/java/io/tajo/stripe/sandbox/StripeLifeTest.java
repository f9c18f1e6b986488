package io.tajo.stripe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeAccount;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import io.tajo.stripe.sandbox.stripe.life.PromotionConsent;
import io.tajo.stripe.sandbox.stripe.life.StripeLife;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Acts tell what Stripe tells of them, in its order, with collapsed objects that agree. */
class StripeLifeTest {
  private Sandbox sandbox;
  private StripeLife life;
  private StripeCaller stripe;
  private String customer;

  @BeforeEach
  void start() {
    sandbox = StripeCaller.start(StripeCaller.options().withCustomers(0, 0));
    life = StripeLife.in(sandbox.stripe());
    stripe = new StripeCaller(sandbox);
    customer = id(life.people().create("ada@example.com", "Ada"));
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static String id(JsonNode object) {
    return object.path("id").asText();
  }

  /** What was told since an event, oldest first. */
  private List<JsonNode> since(String event) {
    return stripe.all("/v1/events?ending_before=" + event).reversed();
  }

  private String lastEvent() {
    return stripe.json("/v1/events?limit=1").at("/data/0/id").asText();
  }

  private List<String> types(String since) {
    return since(since).stream().map(event -> event.path("type").asText()).toList();
  }

  /** 20.00 euros a month. */
  private String price() {
    String product = id(life.catalog().product("Pro"));
    return id(life.catalog().price(product, 2_000, "eur", "month"));
  }

  @Test
  void anUpdateTellsTheOldValuesOfWhatChanged() {
    life.people().metadata(customer, "tier", "gold");
    String before = lastEvent();

    life.people()
        .update(
            customer,
            c -> {
              c.put("email", "new@example.com");
              ((ObjectNode) c.path("metadata")).put("tier", "silver").put("since", "2026");
            });
    life.people().email(customer, "new@example.com");

    List<JsonNode> events = since(before);
    assertThat(events).as("the second changed nothing").hasSize(1);
    JsonNode event = events.getFirst();
    assertThat(event.path("type").asText()).isEqualTo("customer.updated");
    assertThat(event.path("data").path("previous_attributes").toString())
        .isEqualTo(
            "{\"email\":\"ada@example.com\",\"metadata\":{\"since\":null,\"tier\":\"gold\"}}");
    assertThat(event.at("/data/object/email").asText()).isEqualTo("new@example.com");
    assertThat(event.path("api_version").asText()).isEqualTo(StripeOptions.API_VERSION);
    assertThat(event.path("created").asLong()).isEqualTo(StripeCaller.NOW.getEpochSecond());
    assertThat(event.has("account")).isFalse();
  }

  @Test
  void aSubscriptionComesWithItsFirstInvoiceAndPayment() {
    String price = price();
    String before = lastEvent();

    ObjectNode subscription = life.subscriptions().start(customer, price, 3);

    assertThat(types(before))
        .containsExactly(
            "customer.updated",
            "customer.subscription.created",
            "invoice.created",
            "invoice.finalized",
            "charge.succeeded",
            "payment_intent.succeeded",
            "invoice.paid");
    String invoice = subscription.path("latest_invoice").asText();
    JsonNode paid =
        stripe.json(
            "/v1/invoices/" + invoice + "?expand%5B%5D=payments.data.payment.payment_intent");
    assertThat(paid.path("amount_paid").asLong()).isEqualTo(6_000);
    assertThat(paid.at("/parent/subscription_details/subscription").asText())
        .isEqualTo(id(subscription));
    JsonNode intent = paid.at("/payments/data/0/payment/payment_intent");
    assertThat(intent.path("status").asText()).isEqualTo("succeeded");
    List<JsonNode> charges = stripe.all("/v1/charges?payment_intent=" + id(intent));
    assertThat(charges).hasSize(1);
    assertThat(id(charges.getFirst())).isEqualTo(intent.path("latest_charge").asText());
    assertThat(stripe.all("/v1/invoice_payments?invoice=" + invoice))
        .extracting(payment -> payment.at("/payment/payment_intent").asText())
        .containsExactly(id(intent));
    JsonNode told = since(before).get(1).at("/data/object");
    assertThat(told.at("/items/data/0/price").has("currency_options")).isFalse();
    assertThat(told.at("/items/data/0/price/id").asText()).isEqualTo(price);
    assertThat(since(before).getLast().at("/data/object").has("payments")).isFalse();
  }

  @Test
  void aFailedRenewalIsPastDueUntilItsInvoiceIsPaid() {
    String subscription = id(life.subscriptions().start(customer, price(), 1));
    String before = lastEvent();

    ObjectNode failed = life.subscriptions().failRenewal(subscription);

    assertThat(types(before))
        .containsExactly(
            "customer.subscription.updated",
            "invoice.created",
            "invoice.finalized",
            "charge.failed",
            "payment_intent.payment_failed",
            "invoice.payment_failed",
            "customer.subscription.updated",
            "customer.updated");
    assertThat(failed.path("status").asText()).isEqualTo("past_due");
    JsonNode error = since(before).get(4).at("/data/object/last_payment_error");
    assertThat(error.path("code").asText()).isEqualTo("card_declined");
    before = lastEvent();

    life.invoices().pay(failed.path("latest_invoice").asText());

    assertThat(types(before))
        .containsExactly(
            "charge.succeeded",
            "payment_intent.succeeded",
            "invoice.paid",
            "customer.subscription.updated",
            "customer.updated");
    JsonNode active = since(before).get(3).path("data");
    assertThat(active.at("/object/status").asText()).isEqualTo("active");
    assertThat(active.path("previous_attributes").toString())
        .isEqualTo("{\"status\":\"past_due\"}");
  }

  @Test
  void moneyGoesBackAndSometimesReturns() {
    ObjectNode charge = life.payments().succeed(customer, 5_000, "usd");
    String before = lastEvent();

    ObjectNode refund = life.payments().refund(id(charge), 2_000);

    assertThat(types(before)).containsExactly("charge.refunded", "refund.created");
    JsonNode told = since(before).getFirst().path("data");
    assertThat(told.path("previous_attributes").toString()).isEqualTo("{\"amount_refunded\":0}");
    assertThat(told.path("object").has("refunds")).isFalse();
    assertThat(told.at("/object/balance_transaction").isTextual()).isTrue();

    life.payments().failRefund(id(refund));

    JsonNode now = stripe.json("/v1/charges/" + id(charge));
    assertThat(now.path("amount_refunded").asLong()).isZero();
    assertThat(stripe.json("/v1/refunds/" + id(refund)).path("status").asText())
        .isEqualTo("failed");
    assertThat(types(before))
        .containsExactly("charge.refunded", "refund.created", "refund.failed", "charge.updated");
  }

  @Test
  void aDisputeIsOpenedAndWon() {
    String charge = id(life.payments().succeedUnsettled(customer, 5_000, "eur"));
    String before = lastEvent();

    life.payments().settle(charge);
    String dispute = id(life.payments().dispute(charge, "fraudulent"));
    life.payments().closeDispute(dispute, true);

    assertThat(types(before))
        .containsExactly(
            "charge.updated",
            "charge.dispute.created",
            "charge.dispute.funds_withdrawn",
            "charge.dispute.closed",
            "charge.dispute.funds_reinstated");
    assertThat(since(before).getFirst().at("/data/previous_attributes").toString())
        .isEqualTo("{\"balance_transaction\":null}");
    JsonNode won = stripe.json("/v1/disputes/" + dispute);
    assertThat(won.path("status").asText()).isEqualTo("won");
    // 50.00 euros at 1.08 dollars, out and in again.
    assertThat(won.path("balance_transactions").findValuesAsText("amount"))
        .containsExactly("-5400", "5400");
    assertThat(stripe.json("/v1/charges/" + charge).path("disputed").asBoolean()).isTrue();
  }

  @Test
  void aDeletedCustomerIsToldOfAsItWas() {
    String subscription =
        id(life.subscriptions().startTrial(customer, price(), 1, Duration.ofDays(14)));
    String before = lastEvent();

    life.people().delete(customer);

    assertThat(types(before)).containsExactly("customer.subscription.deleted", "customer.deleted");
    assertThat(since(before).getLast().at("/data/object/email").asText())
        .isEqualTo("ada@example.com");
    assertThat(stripe.json("/v1/subscriptions/" + subscription).path("status").asText())
        .isEqualTo("canceled");
    assertThat(stripe.json("/v1/customers/" + customer).path("deleted").asBoolean()).isTrue();
  }

  @Test
  void discountsAreToldOfByTheirIds() {
    String subscription = id(life.subscriptions().start(customer, price(), 1));
    life.catalog().coupon("TEN", 10, "repeating");
    String before = lastEvent();

    life.subscriptions().addDiscount(subscription, "TEN");
    life.catalog().deleteCoupon("TEN");

    List<JsonNode> events = since(before);
    assertThat(types(before))
        .containsExactly(
            "customer.discount.created", "customer.subscription.updated", "coupon.deleted");
    assertThat(events.getFirst().at("/data/object/source/coupon").asText()).isEqualTo("TEN");
    String discount = events.getFirst().at("/data/object/id").asText();
    assertThat(events.get(1).at("/data/object/discounts/0").asText()).isEqualTo(discount);
    assertThat(events.get(1).at("/data/previous_attributes").toString())
        .isEqualTo("{\"discounts\":[]}");
    assertThat(
            stripe
                .json("/v1/subscriptions/" + subscription + "?expand%5B%5D=discounts.source.coupon")
                .at("/discounts/0/source/coupon/percent_off")
                .asInt())
        .isEqualTo(10);
  }

  @Test
  void anAbandonedCheckoutIsRecovered() {
    String abandoned =
        id(life.checkouts().open(null, "new@example.com", 900, "usd", PromotionConsent.OPT_IN));
    String before = lastEvent();

    life.checkouts().expire(abandoned, true);
    ObjectNode recovered = life.checkouts().recover(abandoned);

    assertThat(types(before))
        .containsExactly(
            "checkout.session.expired",
            "charge.succeeded",
            "payment_intent.succeeded",
            "checkout.session.completed");
    JsonNode expired = since(before).getFirst().at("/data/object");
    assertThat(expired.at("/after_expiration/recovery/url").asText()).endsWith(abandoned);
    assertThat(expired.at("/consent/promotions").asText()).isEqualTo("opt_in");
    assertThat(recovered.path("recovered_from").asText()).isEqualTo(abandoned);
    assertThat(recovered.path("payment_intent").isTextual()).isTrue();
  }

  @Test
  void anUpcomingInvoiceCannotBeRead() {
    ObjectNode upcoming =
        life.invoices().upcoming(id(life.subscriptions().start(customer, price(), 2)));

    assertThat(id(upcoming)).startsWith("upcoming_in_");
    assertThat(upcoming.path("amount_due").asLong()).isEqualTo(4_000);
    assertThat(stripe.get("/v1/invoices/" + id(upcoming)).statusCode()).isEqualTo(404);
  }

  @Test
  void aConnectedAccountsEventsNameIt() {
    StripeAccount account =
        new StripeAccount(
            StripeCaller.options().withCustomers(0, 0).asConnected(), () -> StripeCaller.NOW);

    StripeLife.in(account).people().create("a@example.com", null);

    assertThat(account.all(Resource.EVENTS, Map.of()))
        .extracting(event -> event.path("account").asText())
        .containsExactly(account.id());
  }
}
