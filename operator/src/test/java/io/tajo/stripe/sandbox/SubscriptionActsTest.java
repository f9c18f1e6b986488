package io.tajo.stripe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeAccount;
import io.tajo.stripe.sandbox.stripe.life.StripeLife;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What subscriptions go through, and what they look like then. */
class SubscriptionActsTest {
  private final StripeAccount account =
      new StripeAccount(StripeCaller.options().withCustomers(0, 0), () -> StripeCaller.NOW);
  private final StripeLife life = StripeLife.in(account);
  private final String customer = life.people().create("ada@example.com", null).path("id").asText();
  private final String product = life.catalog().product("Pro").path("id").asText();
  private final String monthly =
      life.catalog().price(product, 2_000, "usd", "month").path("id").asText();
  private final String yearly =
      life.catalog().price(product, 20_000, "usd", "year").path("id").asText();

  private ObjectNode now(String subscription) {
    return account.find(Resource.SUBSCRIPTIONS, subscription).orElseThrow();
  }

  private ObjectNode last(String type) {
    return account.all(Resource.EVENTS, Map.of("type", List.of(type))).findFirst().orElseThrow();
  }

  private static long at(String instant) {
    return Instant.parse(instant).getEpochSecond();
  }

  @Test
  void anIncompleteOneIsActiveOnceItsInvoiceIsPaid() {
    ObjectNode made = life.subscriptions().startIncomplete(customer, monthly, 1);
    String invoice = made.path("latest_invoice").asText();
    assertThat(now(made.path("id").asText()).path("status").asText()).isEqualTo("incomplete");
    assertThat(account.find(Resource.INVOICES, invoice).orElseThrow().path("status").asText())
        .isEqualTo("open");

    life.invoices().pay(invoice);

    assertThat(now(made.path("id").asText()).path("status").asText()).isEqualTo("active");
    ObjectNode paid = account.find(Resource.INVOICES, invoice).orElseThrow();
    assertThat(paid.path("amount_remaining").asLong()).isZero();
    assertThat(paid.path("attempt_count").asInt()).isEqualTo(2);
    assertThat(account.all(Resource.PAYMENT_INTENTS, Map.of()))
        .as("both attempts are of one intent")
        .hasSize(1);
  }

  @Test
  void aTrialConvertsIntoAPaidMonth() {
    ObjectNode made = life.subscriptions().startTrial(customer, monthly, 3, Duration.ofDays(14));
    assertThat(made.path("trial_end").asLong()).isEqualTo(at("2026-12-07T00:00:00Z"));
    assertThat(account.all(Resource.CHARGES, Map.of())).isEmpty();

    ObjectNode converted = life.subscriptions().convertTrial(made.path("id").asText());

    assertThat(converted.path("status").asText()).isEqualTo("active");
    assertThat(converted.at("/items/data/0/current_period_end").asLong())
        .isEqualTo(at("2026-12-23T00:00:00Z"));
    assertThat(account.all(Resource.CHARGES, Map.of()))
        .extracting(charge -> charge.path("amount").asLong())
        .containsExactly(6_000L);
    assertThat(
            last("customer.subscription.updated").at("/data/previous_attributes/status").asText())
        .isEqualTo("trialing");
  }

  @Test
  void anotherPriceAndTheEndToComeAreTold() {
    String id = life.subscriptions().start(customer, monthly, 1).path("id").asText();

    life.subscriptions().price(id, yearly);
    life.subscriptions().cancelAtPeriodEnd(id, true);

    ObjectNode told = last("customer.subscription.updated");
    assertThat(told.at("/data/object/items/data/0/price/id").asText()).isEqualTo(yearly);
    assertThat(told.at("/data/object/cancel_at").asLong()).isEqualTo(at("2027-11-23T00:00:00Z"));
    assertThat(told.at("/data/previous_attributes").toString())
        .isEqualTo("{\"cancel_at\":null,\"cancel_at_period_end\":false,\"canceled_at\":null}");
    assertThat(
            account
                .find(Resource.SUBSCRIPTION_ITEMS, told.at("/data/object/items/data/0/id").asText())
                .orElseThrow()
                .at("/price/id")
                .asText())
        .isEqualTo(yearly);

    life.subscriptions().cancelAtPeriodEnd(id, false);
    assertThat(now(id).path("cancel_at").isNull()).isTrue();
  }
}
