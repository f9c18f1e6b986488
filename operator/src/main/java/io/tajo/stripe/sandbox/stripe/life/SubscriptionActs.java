package io.tajo.stripe.sandbox.stripe.life;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Json;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.Shapes;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Subscriptions: their start, what changes in them, and their end. */
public final class SubscriptionActs {
  private static final long MONTH = 30 * 86_400L;

  private final Chronicle chronicle;
  private final InvoiceActs invoices;

  SubscriptionActs(Chronicle chronicle, InvoiceActs invoices) {
    this.chronicle = chronicle;
    this.invoices = invoices;
  }

  /**
   * {@code customer.subscription.created}, then its first invoice: {@code invoice.created}, {@code
   * .finalized}, {@code charge.succeeded}, {@code payment_intent.succeeded}, {@code invoice.paid}.
   * A customer that had no currency gets the price's: {@code customer.updated}.
   */
  public ObjectNode start(String customer, String price, int quantity) {
    return chronicle.act(() -> {
      ObjectNode made = create(customer, price, quantity, "active", Duration.ZERO);
      bill(made, "subscription_create", true);
      return made;
    });
  }

  /** The same for a trial: its first invoice is over nothing. */
  public ObjectNode startTrial(String customer, String price, int quantity, Duration trial) {
    return chronicle.act(() -> {
      ObjectNode made = create(customer, price, quantity, "trialing", trial);
      String invoice = made.path("latest_invoice").asText();
      invoices.draft(
          invoice,
          customer,
          0,
          made.path("currency").asText(),
          "subscription_create",
          made.path("id").asText());
      invoices.finalizeDraft(invoice);
      invoices.pay(invoice);
      return made;
    });
  }

  /** One whose first payment fails: it is incomplete, its invoice open. */
  public ObjectNode startIncomplete(String customer, String price, int quantity) {
    return chronicle.act(() -> {
      ObjectNode made = create(customer, price, quantity, "incomplete", Duration.ZERO);
      bill(made, "subscription_create", false);
      return made;
    });
  }

  private ObjectNode create(
      String customer, String price, int quantity, String status, Duration trial) {
    ObjectNode subscription = Shapes.of(Resource.SUBSCRIPTIONS).put("id", chronicle.newId("sub_"));
    String id = subscription.path("id").asText();
    long now = chronicle.now();
    ObjectNode item = item(id, price, quantity);
    if (trial.isPositive()) {
      long end = now + trial.toSeconds();
      subscription.put("trial_start", now).put("trial_end", end);
      item.put("current_period_end", end);
    }
    subscription.put("billing_cycle_anchor", now).put("customer", customer);
    subscription.put("currency", currency(customer, item.path("price")));
    subscription.put("latest_invoice", chronicle.newId("in_")).put("start_date", now);
    subscription.put("livemode", chronicle.account().livemode()).put("status", status);
    subscription.set(
        "items", Json.list("/v1/subscription_items?subscription=" + id, List.of(item), false));
    return chronicle.add("customer.subscription.created", subscription);
  }

  private ObjectNode item(String subscription, String price, int quantity) {
    ObjectNode of = chronicle.get(Resource.PRICES, price);
    ObjectNode item = Shapes.of(Resource.SUBSCRIPTION_ITEMS).put("id", chronicle.newId("si_"));
    item.put("created", chronicle.now()).put("subscription", subscription);
    item.set("price", of);
    period(item, chronicle.now());
    if (of.path("recurring").path("usage_type").asText().equals("metered")) {
      item.remove("quantity");
    } else {
      item.put("quantity", quantity);
    }
    return item;
  }

  private static void period(ObjectNode item, long start) {
    item.put("current_period_start", start);
    item.put("current_period_end", Billing.periodEnd(start, item.path("price")));
  }

  private String currency(String customer, JsonNode price) {
    String has = chronicle.get(Resource.CUSTOMERS, customer).path("currency").asText("");
    String currency =
        price.path("currency_options").has(has) ? has : price.path("currency").asText();
    if (has.isEmpty()) {
      chronicle.change(
          "customer.updated", Resource.CUSTOMERS, customer, c -> c.put("currency", currency));
    }
    return currency;
  }

  private void bill(ObjectNode subscription, String reason, boolean paid) {
    String id = subscription.path("id").asText();
    String invoice = subscription.path("latest_invoice").asText();
    invoices.draft(
        invoice,
        subscription.path("customer").textValue(),
        Billing.amount(subscription),
        subscription.path("currency").asText(),
        reason,
        id);
    invoices.finalizeDraft(invoice);
    if (paid) {
      invoices.pay(invoice);
    } else {
      invoices.failPayment(invoice, "card_declined");
    }
  }

  /** {@code customer.subscription.updated}, if anything is different afterwards. */
  public ObjectNode update(String subscription, Consumer<ObjectNode> change) {
    return chronicle.act(() ->
        chronicle.change(
            "customer.subscription.updated", Resource.SUBSCRIPTIONS, subscription, change));
  }

  /** Another quantity of its first item. */
  public ObjectNode quantity(String subscription, int quantity) {
    return update(subscription, s -> firstItem(s).put("quantity", quantity));
  }

  /** Another price of its first item, in the subscription's currency; a new period begins. */
  public ObjectNode price(String subscription, String price) {
    ObjectNode other = chronicle.get(Resource.PRICES, price);
    return update(
        subscription,
        s -> {
          ObjectNode item = firstItem(s);
          item.set("price", other);
          period(item, chronicle.now());
          if (!item.has("quantity")) {
            item.put("quantity", 1);
          }
        });
  }

  private static ObjectNode firstItem(ObjectNode subscription) {
    return (ObjectNode) subscription.path("items").path("data").path(0);
  }

  /** It will end with its period, or will not after all. */
  public ObjectNode cancelAtPeriodEnd(String subscription, boolean cancel) {
    return update(
        subscription,
        s -> {
          s.put("cancel_at_period_end", cancel);
          s.set(
              "cancel_at",
              cancel ? firstItem(s).path("current_period_end") : NullNode.getInstance());
          s.put("canceled_at", cancel ? chronicle.now() : null);
        });
  }

  /**
   * Invoices are no longer collected, or are again.
   *
   * @param behavior {@code void}, {@code keep_as_draft}, {@code mark_uncollectible}; null: again
   */
  public ObjectNode pauseCollection(String subscription, @Nullable String behavior) {
    return update(
        subscription,
        s ->
            s.set(
                "pause_collection",
                behavior == null
                    ? NullNode.getInstance()
                    : Json.object().put("behavior", behavior).putNull("resumes_at")));
  }

  /** Another status, such as {@code past_due}, {@code unpaid}, {@code incomplete_expired}. */
  public ObjectNode status(String subscription, String status) {
    return update(
        subscription,
        s -> {
          s.put("status", status);
          if (status.equals("incomplete_expired")) {
            s.put("ended_at", chronicle.now());
          }
        });
  }

  /** {@code customer.subscription.trial_will_end}. */
  public ObjectNode trialWillEnd(String subscription) {
    return chronicle.act(() -> {
      ObjectNode trialing = chronicle.get(Resource.SUBSCRIPTIONS, subscription);
      chronicle.tell("customer.subscription.trial_will_end", trialing);
      return trialing;
    });
  }

  /** The trial is over: it renews, and the payment succeeds. */
  public ObjectNode convertTrial(String subscription) {
    return renewal(subscription, true, s -> s.put("status", "active").put("trial_end", now()));
  }

  private long now() {
    return chronicle.now();
  }

  /** A new period, whose invoice is paid. */
  public ObjectNode renew(String subscription) {
    return renewal(subscription, true, s -> {});
  }

  /** A new period, whose payment fails: an active subscription is past due. */
  public ObjectNode failRenewal(String subscription) {
    return renewal(subscription, false, s -> {});
  }

  private ObjectNode renewal(String subscription, boolean paid, Consumer<ObjectNode> change) {
    return chronicle.act(() -> {
      ObjectNode renewed =
          update(
              subscription,
              s -> {
                change.accept(s);
                s.put("latest_invoice", chronicle.newId("in_"));
                s.path("items").path("data").forEach(item -> period((ObjectNode) item, now()));
              });
      bill(renewed, "subscription_cycle", paid);
      return chronicle.get(Resource.SUBSCRIPTIONS, subscription);
    });
  }

  /** {@code customer.discount.created}, {@code customer.subscription.updated}. */
  public ObjectNode addDiscount(String subscription, String coupon) {
    return chronicle.act(() -> {
      ObjectNode to = chronicle.get(Resource.SUBSCRIPTIONS, subscription);
      ObjectNode discount = discount(coupon, to.path("customer").textValue(), subscription);
      chronicle.tell("customer.discount.created", discount);
      return update(
          subscription, s -> ((ArrayNode) s.path("discounts")).add(discount.path("id").asText()));
    });
  }

  /** A discount that starts now, without an event. */
  ObjectNode discount(String coupon, @Nullable String customer, @Nullable String subscription) {
    ObjectNode of = chronicle.get(Resource.COUPONS, coupon);
    ObjectNode discount = Shapes.of(Resource.DISCOUNTS).put("id", chronicle.newId("di_"));
    discount.put("customer", customer).put("start", now()).put("subscription", subscription);
    discount.set("source", Json.object().put("coupon", coupon).put("type", "coupon"));
    if (of.path("duration").asText().equals("repeating")) {
      discount.put("end", now() + of.path("duration_in_months").longValue() * MONTH);
    }
    return chronicle.add(discount);
  }

  /** {@code customer.discount.deleted}, {@code customer.subscription.updated}: all of them. */
  public ObjectNode removeDiscounts(String subscription) {
    return chronicle.act(() -> {
      for (JsonNode id : chronicle.get(Resource.SUBSCRIPTIONS, subscription).path("discounts")) {
        chronicle
            .account()
            .find(Resource.DISCOUNTS, id.asText())
            .ifPresent(discount -> chronicle.tell("customer.discount.deleted", discount));
      }
      return update(subscription, s -> s.set("discounts", Json.array()));
    });
  }

  /** {@code customer.subscription.deleted}: it has ended. */
  public ObjectNode end(String subscription) {
    return chronicle.act(() ->
        chronicle.change(
            "customer.subscription.deleted",
            Resource.SUBSCRIPTIONS,
            subscription,
            s -> s.put("status", "canceled").put("ended_at", now()).put("canceled_at", now())));
  }
}
