package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Discounts of customers, subscriptions and items. Stripe has no list of them: they are found by
 * the id that their owner names. An index is made of the owner's index, its kind, and the place.
 */
final class Discounts implements Sequence {
  private static final String PREFIX = "di_";
  private static final int OF_SUBSCRIPTION = 0;
  private static final int OF_ITEM = 1;
  private static final int OF_CUSTOMER = 2;
  private static final ObjectNode TEMPLATE =
      Json.template(
          """
          {"id":"","object":"discount","checkout_session":null,"customer":null,
           "customer_account":null,"end":null,"invoice":null,"invoice_item":null,
           "promotion_code":null,"source":{"coupon":null,"type":"coupon"},"start":0,
           "subscription":null,"subscription_item":null}
          """);

  private final World world;
  private final Subscriptions subscriptions;

  Discounts(World world, Subscriptions subscriptions) {
    this.world = world;
    this.subscriptions = subscriptions;
  }

  /** The whole object: a customer carries its discount, not only the id. */
  static ObjectNode ofCustomer(World world, long customer, Customers customers) {
    return discount(world, customer * 8 + OF_CUSTOMER, customers.created(customer))
        .put("customer", customers.id(customer));
  }

  static ArrayNode ofSubscription(World world, long subscription, int count) {
    return ids(world, subscription * 8 + OF_SUBSCRIPTION, count);
  }

  static ArrayNode ofItem(World world, long item, int count) {
    return ids(world, item * 8 + OF_ITEM, count);
  }

  private static ArrayNode ids(World world, long first, int count) {
    ArrayNode ids = Json.array();
    for (int i = 0; i < count; i++) {
      ids.add(PREFIX + world.serials().of(first + 4L * i));
    }
    return ids;
  }

  private static ObjectNode discount(World world, long index, long start) {
    String coupon = Coupons.pick(world.dice(), index);
    Long running = Coupons.running(coupon);
    ObjectNode discount = Json.copy(TEMPLATE);
    discount.put("id", PREFIX + world.serials().of(index)).put("start", start);
    discount.put("end", running == null ? null : start + running);
    discount.set("source", Json.object().put("coupon", coupon).put("type", "coupon"));
    return discount;
  }

  @Override
  public @Nullable ObjectNode object(long index) {
    long owner = index / 8;
    return switch ((int) (index % 4)) {
      case OF_SUBSCRIPTION ->
          discount(world, index, subscriptions.created(owner))
              .put("customer", subscriptions.customerId(owner))
              .put("subscription", subscriptions.id(owner));
      case OF_ITEM ->
          discount(world, index, subscriptions.created(Items.subscription(owner)))
              .put("customer", subscriptions.customerId(Items.subscription(owner)))
              .put("subscription", subscriptions.id(Items.subscription(owner)))
              .put("subscription_item", Items.id(world, owner));
      default -> null;
    };
  }

  @Override
  public long size() {
    return 0;
  }

  @Override
  public long created(long index) {
    return 0;
  }

  @Override
  public String id(long index) {
    return PREFIX + world.serials().of(index);
  }

  @Override
  public long indexOf(String id) {
    long index = world.serials().indexOf(id, PREFIX);
    return index < subscriptions.items().size() * 8 ? index : -1;
  }

  @Override
  public boolean listed() {
    return false;
  }

  /** One without particulars. */
  static ObjectNode template() {
    return TEMPLATE.deepCopy();
  }
}
