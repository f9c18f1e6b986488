package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The items of subscriptions: one as a rule, up to 20. Stripe lists them for one subscription at a
 * time. An index is made of the subscription's index and the place.
 */
final class Items implements Sequence {
  private static final String PREFIX = "si_";
  private static final int PLACES = 32;
  private static final Map<String, Long> SECONDS =
      Map.of("day", 86_400L, "week", 604_800L, "month", 2_592_000L, "year", 31_536_000L);
  private static final ObjectNode TEMPLATE =
      Json.template(
          """
          {"id":"","object":"subscription_item","billing_thresholds":null,"created":0,
           "current_period_end":0,"current_period_start":0,"discounts":[],"metadata":{},
           "price":null,"quantity":1,"subscription":"","tax_rates":[]}
          """);

  private final World world;
  private final Subscriptions subscriptions;
  private final Prices prices;
  private final Map<String, List<ObjectNode>> byCurrency = new HashMap<>();

  Items(World world, Subscriptions subscriptions, Prices prices) {
    this.world = world;
    this.subscriptions = subscriptions;
    this.prices = prices;
    Money.COMMON.forEach(currency -> byCurrency.computeIfAbsent(currency, prices::in));
  }

  static long index(long subscription, int place) {
    return subscription * PLACES + place;
  }

  static long subscription(long index) {
    return index / PLACES;
  }

  static String id(World world, long index) {
    return PREFIX + world.serials().of(index);
  }

  /** How many items a subscription has. */
  int count(long subscription) {
    return subscription % 40 == 25 ? 12 + (int) (subscription % 9) : subscription % 9 == 4 ? 2 : 1;
  }

  LongStream ofSubscription(String id) {
    long subscription = subscriptions.indexOf(id);
    return subscription < 0
        ? LongStream.empty()
        : LongStream.range(0, count(subscription)).map(i -> index(subscription, (int) i));
  }

  /** In the subscription's currency, but for one in 170 that has no amount in it. */
  private ObjectNode price(long index) {
    long subscription = subscription(index);
    String currency = subscriptions.currency(subscription);
    if (subscription % 170 == 30) {
      return prices.shown().object(3);
    }
    if (subscription % 60 == 7 && (currency.equals("usd") || currency.equals("eur"))) {
      return prices.inline().object(currency.equals("usd") ? 0 : 1);
    }
    List<ObjectNode> possible = byCurrency.getOrDefault(currency, prices.shown().objects());
    return world.dice().pick(Trait.PRICE, index, possible);
  }

  private long period(long index) {
    var recurring = price(index).path("recurring");
    return SECONDS.getOrDefault(recurring.path("interval").asText(), 2_592_000L)
        * recurring.path("interval_count").longValue();
  }

  /** Epoch seconds: of the period that the account's present or the subscription's end lies in. */
  long periodEnd(long index) {
    long subscription = subscription(index);
    Long trialEnd = subscriptions.trialEnd(subscription);
    if (trialEnd != null) {
      return trialEnd;
    }
    Long ended = subscriptions.endedAt(subscription);
    long until = ended == null ? world.asOf() : ended;
    long start = subscriptions.created(subscription);
    return start + ((until - start) / period(index) + 1) * period(index);
  }

  @Override
  public ObjectNode object(long index) {
    long subscription = subscription(index);
    ObjectNode price = price(index);
    ObjectNode item = Json.copy(TEMPLATE);
    item.put("id", id(index));
    item.put("created", created(index));
    long end = periodEnd(index);
    item.put("current_period_end", end).put("current_period_start", end - period(index));
    item.set("discounts", Discounts.ofItem(world, index, subscription % 14 == 8 ? 1 : 0));
    item.set("price", price);
    if (price.path("recurring").path("usage_type").asText().equals("metered")) {
      item.remove("quantity");
    } else {
      item.put("quantity", quantity(index));
    }
    return item.put("subscription", subscriptions.id(subscription));
  }

  private int quantity(long index) {
    return index % 90 == 3 ? 0 : 1 + world.dice().below(Trait.QUANTITY, index, 12);
  }

  @Override
  public long size() {
    return subscriptions.size() * PLACES;
  }

  @Override
  public long created(long index) {
    return subscriptions.created(subscription(index));
  }

  @Override
  public String id(long index) {
    return id(world, index);
  }

  @Override
  public long indexOf(String id) {
    long index = world.serials().indexOf(id, PREFIX);
    long subscription = subscription(index);
    return index >= 0 && subscription < subscriptions.size() && index % PLACES < count(subscription)
        ? index
        : -1;
  }

  /** One without particulars. */
  static ObjectNode template() {
    return TEMPLATE.deepCopy();
  }
}
