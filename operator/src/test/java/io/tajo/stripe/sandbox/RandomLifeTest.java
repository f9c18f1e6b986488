package io.tajo.stripe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeAccount;
import io.tajo.stripe.sandbox.stripe.life.RandomLife;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A random life repeats with its seed, does everything, and leaves an account that agrees. */
class RandomLifeTest {
  private static final int ACTS = 2_000;

  /** What changes without an event at Stripe too. */
  private static final List<String> SILENT = List.of("disputed");

  private static StripeAccount account(int customers) {
    return new StripeAccount(
        StripeCaller.options().withCustomers(customers, 3), () -> StripeCaller.NOW);
  }

  private static List<String> live(StripeAccount account, long seed, int acts) {
    RandomLife life = new RandomLife(account, seed);
    return IntStream.range(0, acts).mapToObj(i -> life.act()).toList();
  }

  @Test
  void theSameSeedLivesTheSameLife() {
    StripeAccount one = account(40);
    StripeAccount other = account(40);

    assertThat(live(one, 7, 200)).isEqualTo(live(other, 7, 200));

    assertThat(one.all(Resource.EVENTS, Map.of()).toList())
        .isEqualTo(other.all(Resource.EVENTS, Map.of()).toList());
    assertThat(live(account(40), 8, 200)).isNotEqualTo(live(account(40), 7, 200));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 60})
  void whoeverReadEveryEventKnowsTheAccount(int customers) {
    StripeAccount account = account(customers);
    Set<String> acts = new TreeSet<>(live(account, 3, ACTS));

    Map<String, JsonNode> told = new HashMap<>();
    Set<String> types = new TreeSet<>();
    account
        .all(Resource.EVENTS, Map.of())
        .filter(event -> event.has("data") && !id(event.at("/data/object")).startsWith("upcoming"))
        .forEach(event -> {
          types.add(event.path("type").asText());
          told.putIfAbsent(id(event.at("/data/object")), event.at("/data/object"));
        });

    assertThat(acts).hasSizeGreaterThan(55);
    assertThat(types)
        .contains(
            "customer.created",
            "customer.deleted",
            "customer.discount.created",
            "customer.subscription.trial_will_end",
            "charge.refunded",
            "refund.failed",
            "charge.dispute.closed",
            "invoice.voided",
            "invoice.marked_uncollectible",
            "invoice.overdue",
            "checkout.session.async_payment_failed",
            "product.updated",
            "price.updated",
            "coupon.deleted");
    told.values().forEach(object -> agrees(account, (ObjectNode) object));
  }

  private static String id(JsonNode object) {
    return object.path("id").asText();
  }

  private static void agrees(StripeAccount account, ObjectNode told) {
    Resource resource = Resource.ofObject(told.path("object").asText());
    account
        .find(resource, id(told))
        .filter(now -> !now.path("deleted").asBoolean())
        .ifPresent(now ->
            assertThat(loud(account.collapsed(now)))
                .as("%s, as it was last told of", id(told))
                .isEqualTo(loud(account.collapsed(told))));
  }

  /** Without what is silent. Collapsing again shows prices as they are now. */
  private static ObjectNode loud(ObjectNode object) {
    SILENT.forEach(object::remove);
    return object;
  }

  @Test
  void refundsAddUp() {
    StripeAccount account = account(0);
    live(account, 5, ACTS);

    List<ObjectNode> charges = account.all(Resource.CHARGES, Map.of()).toList();
    assertThat(charges).hasSizeGreaterThan(300);
    for (ObjectNode charge : charges) {
      long refunded =
          account
              .all(Resource.REFUNDS, Map.of("charge", List.of(id(charge))))
              .filter(refund -> !refund.path("status").asText().equals("failed"))
              .mapToLong(refund -> refund.path("amount").longValue())
              .sum();
      assertThat(charge.path("amount_refunded").longValue()).as(id(charge)).isEqualTo(refunded);
    }
  }

  @Test
  void everySubscriptionsInvoiceIsItsOwn() {
    StripeAccount account = account(0);
    live(account, 6, ACTS);

    assertThat(account.all(Resource.SUBSCRIPTIONS, Map.of("status", List.of("all"))).toList())
        .hasSizeGreaterThan(100)
        .allSatisfy(subscription -> {
          ObjectNode invoice =
              account
                  .find(Resource.INVOICES, subscription.path("latest_invoice").asText())
                  .orElseThrow();
          assertThat(invoice.at("/parent/subscription_details/subscription").asText())
              .isEqualTo(id(subscription));
          assertThat(invoice.path("customer")).isEqualTo(subscription.path("customer"));
        });
  }
}
