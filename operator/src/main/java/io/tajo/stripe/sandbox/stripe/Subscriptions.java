package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The account's subscriptions: every status, pauses, trials, ends to come, discounts. */
final class Subscriptions implements Sequence {
  /** How many items stand in a subscription; the rest is a list of its own. */
  static final int ITEMS_INLINE = 10;

  private static final String PREFIX = "sub_";
  private static final long DAY = 86_400;
  private static final long AFTER_CUSTOMER = 600;
  private static final List<String> STATUSES =
      List.of(
          "active",
          "active",
          "active",
          "active",
          "active",
          "active",
          "active",
          "active",
          "active",
          "trialing",
          "past_due",
          "unpaid",
          "paused",
          "incomplete",
          "canceled",
          "canceled",
          "incomplete_expired",
          "active",
          "active",
          "active");
  private static final int CANCELS_AT_PERIOD_END = 17;
  private static final int COLLECTION_PAUSED = 18;
  private static final int CANCELS_AT = 19;
  private static final ObjectNode TEMPLATE =
      Json.template(
          """
          {"id":"","object":"subscription","application":null,"application_fee_percent":null,
           "automatic_tax":{"disabled_reason":null,"enabled":false,"liability":null},
           "billing_cycle_anchor":0,"billing_cycle_anchor_config":null,
           "billing_mode":{"flexible":{"proration_discounts":"included"},"type":"flexible"},
           "billing_schedules":[],"billing_thresholds":null,"cancel_at":null,
           "cancel_at_period_end":false,"canceled_at":null,"cancellation_details":{"comment":null,
           "feedback":null,"reason":null},"collection_method":"charge_automatically","created":0,
           "currency":"usd","customer":null,"customer_account":null,"days_until_due":null,
           "default_payment_method":null,"default_source":null,"default_tax_rates":[],
           "description":null,"discounts":[],"ended_at":null,"invoice_settings":{
           "account_tax_ids":null,"issuer":{"type":"self"}},"items":null,"latest_invoice":null,
           "livemode":false,"metadata":{},"next_pending_invoice_item_invoice":null,
           "on_behalf_of":null,"pause_collection":null,"payment_settings":{
           "payment_method_options":null,"payment_method_types":null,
           "save_default_payment_method":"off"},"pending_invoice_item_interval":null,
           "pending_setup_intent":null,"pending_update":null,"schedule":null,"start_date":0,
           "status":"active","test_clock":null,"transfer_data":null,"trial_end":null,
           "trial_settings":{"end_behavior":{"missing_payment_method":"create_invoice"}},
           "trial_start":null}
          """);

  private final World world;
  private final Customers customers;
  private final Subset subset =
      new Subset(10, i -> i == 3 ? 2 : i == 0 || i == 2 || i == 6 || i == 8 ? 1 : 0);
  private final long size;
  private final Items items;

  Subscriptions(World world, Customers customers, Prices prices) {
    this.world = world;
    this.customers = customers;
    this.size =
        Sequence.first(subset.size(customers.size()), index -> created(index) > world.asOf());
    this.items = new Items(world, this, prices);
  }

  Items items() {
    return items;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public long created(long index) {
    return customers.created(customer(index)) + AFTER_CUSTOMER;
  }

  @Override
  public String id(long index) {
    return PREFIX + world.serials().of(index);
  }

  @Override
  public long indexOf(String id) {
    long index = world.serials().indexOf(id, PREFIX);
    return index < size ? index : -1;
  }

  long customer(long index) {
    return subset.owner(index);
  }

  /** Null where the subscriber is an account alone. */
  @Nullable String customerId(long index) {
    return accountAlone(index) ? null : customers.id(customer(index));
  }

  private static boolean accountAlone(long index) {
    return index % 150 == 77;
  }

  LongStream ofCustomer(String id) {
    long customer = customers.indexOf(id);
    return customer < 0
        ? LongStream.empty()
        : LongStream.range(subset.first(customer), subset.first(customer + 1))
            .filter(index -> index < size && !accountAlone(index));
  }

  @Nullable String testClock(long index) {
    return customers.testClock(customer(index));
  }

  String currency(long index) {
    return customers.billedIn(customer(index));
  }

  /** A deleted customer's subscriptions were canceled with it. */
  String status(long index) {
    return customers.deleted(customer(index))
        ? "canceled"
        : STATUSES.get((int) (index % STATUSES.size()));
  }

  /** Epoch seconds; null while it runs. */
  @Nullable Long endedAt(long index) {
    long age = world.asOf() - created(index);
    return switch (status(index)) {
      case "canceled" -> created(index) + Math.min(90 * DAY, age / 2);
      case "incomplete_expired" -> created(index) + Math.min(DAY - 3_600, age);
      default -> null;
    };
  }

  @Nullable Long trialEnd(long index) {
    return switch (status(index)) {
      case "trialing" -> world.asOf() + (1 + index % 14) * DAY;
      case "paused" -> created(index) + Math.min(14 * DAY, world.asOf() - created(index));
      default -> null;
    };
  }

  @Override
  public ObjectNode object(long index) {
    String status = status(index);
    ObjectNode subscription = Json.copy(TEMPLATE);
    subscription.put("id", id(index));
    subscription.put("billing_cycle_anchor", created(index));
    subscription.put("created", created(index));
    subscription.put("currency", currency(index));
    subscription.put("customer", customerId(index));
    subscription.put("customer_account", accountAlone(index) ? "acct_1Customer" + index : null);
    subscription.set(
        "discounts",
        Discounts.ofSubscription(world, index, index % 6 == 3 ? (index % 18 == 3 ? 2 : 1) : 0));
    subscription.set("items", inlineItems(index));
    subscription.put("latest_invoice", Invoices.firstOf(world, index));
    subscription.put("livemode", world.livemode());
    subscription.put("start_date", created(index) - (index % 30 == 2 ? 100 * DAY : 0));
    subscription.put("status", status);
    subscription.put("test_clock", testClock(index));
    Long trialEnd = trialEnd(index);
    if (trialEnd != null) {
      subscription.put("trial_start", created(index)).put("trial_end", trialEnd);
    }
    ending(subscription, index, status);
    return subscription;
  }

  private void ending(ObjectNode subscription, long index, String status) {
    Long ended = endedAt(index);
    if (ended != null) {
      subscription.put("ended_at", ended);
      subscription.put("canceled_at", status.equals("canceled") ? ended : null);
      return;
    }
    switch ((int) (index % STATUSES.size())) {
      case CANCELS_AT_PERIOD_END ->
          subscription
              .put("cancel_at_period_end", true)
              .put("cancel_at", items.periodEnd(Items.index(index, 0)))
              .put("canceled_at", world.asOf() - 300);
      case CANCELS_AT ->
          subscription
              .put("cancel_at", world.asOf() + (20 + index % 40) * DAY)
              .put("canceled_at", world.asOf() - 300);
      case COLLECTION_PAUSED ->
          subscription.set(
              "pause_collection",
              Json.object()
                  .put(
                      "behavior",
                      List.of("void", "keep_as_draft", "mark_uncollectible")
                          .get((int) (index / 20 % 3)))
                  .putNull("resumes_at"));
      default -> {}
    }
  }

  private ObjectNode inlineItems(long index) {
    int count = items.count(index);
    ArrayNode data = Json.array();
    for (int i = count - 1; i >= Math.max(0, count - ITEMS_INLINE); i--) {
      data.add(items.object(Items.index(index, i)));
    }
    ObjectNode list = Json.object().put("object", "list");
    list.set("data", data);
    return list.put("has_more", count > ITEMS_INLINE)
        .put("url", "/v1/subscription_items?subscription=" + id(index));
  }

  /** One without particulars. */
  static ObjectNode template() {
    return TEMPLATE.deepCopy();
  }
}
