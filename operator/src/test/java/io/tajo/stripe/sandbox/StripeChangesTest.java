package io.tajo.stripe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Counts;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeAccount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a test changes in the account shows in every answer from then on. */
class StripeChangesTest {
  private Sandbox sandbox;
  private StripeAccount account;
  private StripeCaller stripe;

  @BeforeEach
  void start() {
    sandbox = StripeCaller.start(StripeCaller.options());
    account = sandbox.stripe();
    stripe = new StripeCaller(sandbox);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private String someCustomer() {
    return account
        .all(Resource.SUBSCRIPTIONS, Map.of())
        .map(s -> s.path("customer").asText())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anEmailChangesWhereverTheCustomerIsSeen() {
    String customer = someCustomer();
    int before = stripe.ids("/v1/customers").indexOf(customer);

    account.change(Resource.CUSTOMERS, customer, c -> c.put("email", "new@example.com"));

    assertThat(stripe.json("/v1/customers/" + customer).path("email").asText())
        .isEqualTo("new@example.com");
    assertThat(stripe.all("/v1/customers").get(before).path("email").asText())
        .isEqualTo("new@example.com");
    assertThat(stripe.ids("/v1/customers?email=new@example.com")).containsExactly(customer);
    assertThat(
            stripe
                .json("/v1/subscriptions?limit=1&expand%5B%5D=data.customer&customer=" + customer)
                .at("/data/0/customer/email")
                .asText())
        .isEqualTo("new@example.com");
  }

  @Test
  void aNewChargeIsTheNewestAndItsRefundTakesFromIt() {
    String customer = someCustomer();
    Counts before = account.counts();

    String charge = account.charge(customer, 5_000, "eur").path("id").asText();
    String refund = account.refund(charge, 2_000).path("id").asText();

    JsonNode newest =
        stripe.json(
            "/v1/charges?limit=1&expand%5B%5D=data.balance_transaction&expand%5B%5D=data.refunds");
    assertThat(newest.at("/data/0/id").asText()).isEqualTo(charge);
    assertThat(newest.at("/data/0/amount_refunded").asLong()).isEqualTo(2_000);
    assertThat(newest.at("/data/0/refunded").asBoolean()).isFalse();
    // 50.00 euros at 1.08 dollars.
    assertThat(newest.at("/data/0/balance_transaction/amount").asLong()).isEqualTo(5_400);
    assertThat(newest.at("/data/0/refunds/data/0/id").asText()).isEqualTo(refund);
    assertThat(stripe.ids("/v1/charges?customer=" + customer)).startsWith(charge);
    assertThat(stripe.ids("/v1/refunds?charge=" + charge)).containsExactly(refund);
    Counts after = account.counts();
    assertThat(after.charges()).isEqualTo(before.charges() + 1);
    assertThat(after.payments()).isEqualTo(before.payments() + 1);
    assertThat(after.refunds()).isEqualTo(before.refunds() + 1);
  }

  @Test
  void aDeletedCustomerTakesItsSubscriptionsAlong() {
    String customer = someCustomer();
    Counts before = account.counts();

    account.delete(Resource.CUSTOMERS, customer);

    assertThat(stripe.json("/v1/customers/" + customer).path("deleted").asBoolean()).isTrue();
    assertThat(stripe.ids("/v1/customers"))
        .doesNotContain(customer)
        .hasSize((int) before.customers() - 1);
    assertThat(stripe.ids("/v1/subscriptions?customer=" + customer)).isEmpty();
    assertThat(stripe.all("/v1/subscriptions?status=all&customer=" + customer))
        .isNotEmpty()
        .allMatch(s -> s.path("status").asText().equals("canceled"));
    assertThat(account.counts().customers()).isEqualTo(before.customers() - 1);
    assertThat(account.counts().subscriptions()).isEqualTo(before.subscriptions());
  }

  @Test
  void aCursorKeepsItsPlaceWhenItsCustomerIsDeleted() {
    List<String> ids = stripe.ids("/v1/customers");

    account.delete(Resource.CUSTOMERS, ids.get(9));

    assertThat(stripe.json("/v1/customers?starting_after=" + ids.get(9)).at("/data/0/id").asText())
        .isEqualTo(ids.get(10));
  }

  @Test
  void aSubscriptionsItemsChangeWithIt() {
    ObjectNode subscription =
        account
            .all(Resource.SUBSCRIPTIONS, Map.of("status", List.of("active")))
            .findFirst()
            .orElseThrow();
    String id = subscription.path("id").asText();
    String item = subscription.at("/items/data/0/id").asText();

    account.change(
        Resource.SUBSCRIPTIONS,
        id,
        s -> {
          s.put("status", "past_due");
          ((ObjectNode) s.at("/items/data/0")).put("quantity", 42);
        });

    assertThat(stripe.json("/v1/subscriptions/" + id).path("status").asText())
        .isEqualTo("past_due");
    assertThat(stripe.json("/v1/subscription_items/" + item).path("quantity").asInt())
        .isEqualTo(42);
    assertThat(
            stripe.json("/v1/subscription_items?subscription=" + id).at("/data/0/quantity").asInt())
        .isEqualTo(42);
  }

  @Test
  void newObjectsOfAnyKindArePutAsStripeHasThem() {
    String id = "evt_" + account.newSerial();
    ObjectNode event = StripeCaller.JSON.createObjectNode();
    event.put("id", id).put("object", "event").put("type", "customer.updated");
    event.put("created", StripeCaller.NOW.getEpochSecond());

    account.put(event);

    assertThat(stripe.ids("/v1/events?types%5B%5D=customer.updated&types%5B%5D=customer.created"))
        .containsExactly(id);
    assertThat(stripe.json("/v1/events/" + id).path("type").asText()).isEqualTo("customer.updated");
  }

  @Test
  void aDeletedCouponIsGoneButStillOnItsDiscounts() {
    String path = "/v1/subscriptions?status=all&expand%5B%5D=data.discounts.source.coupon";
    String coupon =
        stripe.all(path).stream()
            .flatMap(s -> s.path("discounts").findValuesAsText("id").stream())
            .filter(id -> account.find(Resource.COUPONS, id).isPresent())
            .findFirst()
            .orElseThrow();

    account.delete(Resource.COUPONS, coupon);

    assertThat(stripe.get("/v1/coupons/" + coupon).statusCode()).isEqualTo(404);
    assertThat(stripe.ids("/v1/coupons")).doesNotContain(coupon);
    assertThat(stripe.all(path))
        .anyMatch(s -> s.path("discounts").findValuesAsText("id").contains(coupon));
  }
}
