package io.tajo.stripe.pipeline.events;

import com.stripe.model.StripeObject;
import io.tajo.stripe.api.SyncResource;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.pipeline.reading.ObjectRows;
import io.tajo.stripe.profile.Catalog;
import io.tajo.stripe.profile.CustomerRow;
import io.tajo.stripe.profile.DiscountRow;
import io.tajo.stripe.profile.PriceRow;
import io.tajo.stripe.profile.SubscriptionItemRow;
import io.tajo.stripe.profile.SubscriptionRow;
import io.tajo.stripe.stripe.Resource;
import io.tajo.stripe.stripe.StripeFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the prices, products and coupons that subscriptions refer to and the ledger does not know:
 * without them there is no exact MRR.
 */
final class CatalogGaps {
  private final EventRules rules;
  private final Ledger ledger;
  private final Fetches fetches;
  private final Map<Set<String>, Catalog> catalogs = new ConcurrentHashMap<>();

  CatalogGaps(EventRules rules, Ledger ledger, Fetches fetches) {
    this.rules = rules;
    this.ledger = ledger;
    this.fetches = fetches;
  }

  /** Reads what the subscriptions and customers of a reading need. */
  void fill(Reading reading) {
    if (!rules.resources().contains(SyncResource.SUBSCRIPTIONS)) {
      return;
    }
    List<SubscriptionRow> subscriptions = new ArrayList<>();
    List<DiscountRow> discounts = new ArrayList<>();
    Map<String, PriceRow> embedded = new HashMap<>();
    for (Sight sight : reading.sights()) {
      subscriptions.addAll(sight.rows().subscriptions());
      sight.rows().prices().forEach(price -> embedded.put(price.id(), price));
      for (CustomerRow customer : sight.rows().customers()) {
        Stream.ofNullable(customer.discount()).forEach(discounts::add);
      }
    }
    if (subscriptions.isEmpty() && discounts.isEmpty()) {
      return;
    }
    Catalog catalog = catalog(subscriptions, discounts);
    for (SubscriptionRow subscription : subscriptions) {
      for (SubscriptionItemRow item : subscription.items()) {
        price(reading, subscription, item, embedded.get(item.price()), catalog);
        item.discounts().forEach(one -> coupon(reading, one, subscription.id(), catalog));
      }
      subscription.discounts().forEach(one -> coupon(reading, one, subscription.id(), catalog));
    }
    discounts.forEach(one -> coupon(reading, one, null, catalog));
  }

  /** Most subscriptions of a batch refer to the same few: each set of them is looked up once. */
  private Catalog catalog(List<SubscriptionRow> subscriptions, List<DiscountRow> discounts) {
    Set<String> named = new HashSet<>();
    discounts.forEach(one -> named.add("coupon " + one.coupon()));
    for (SubscriptionRow subscription : subscriptions) {
      subscription.discounts().forEach(one -> named.add("coupon " + one.coupon()));
      for (SubscriptionItemRow item : subscription.items()) {
        named.add("price " + item.price());
        item.discounts().forEach(one -> named.add("coupon " + one.coupon()));
      }
    }
    @Nullable Catalog known = catalogs.get(named);
    if (known == null) {
      known = ledger.objects().catalog(subscriptions, discounts);
      catalogs.put(named, known);
    }
    return known;
  }

  private void price(
      Reading reading,
      SubscriptionRow subscription,
      SubscriptionItemRow item,
      @Nullable PriceRow embedded,
      Catalog catalog) {
    @Nullable PriceRow stored = catalog.prices().get(item.price());
    @Nullable PriceRow price = stored != null && stored.complete() ? stored : embedded;
    boolean tells =
        price != null
            && (price.complete()
                || (price.unit().amount() != null
                    && price.currency().equals(subscription.currency())));
    if (!tells) {
      read(reading, Resource.PRICES, item.price());
    }
    @Nullable String product = price == null ? null : price.product();
    if (product != null
        && rules.resources().contains(SyncResource.PRODUCTS)
        && !catalog.products().containsKey(product)) {
      read(reading, Resource.PRODUCTS, product);
    }
  }

  private void coupon(
      Reading reading, DiscountRow discount, @Nullable String subscription, Catalog catalog) {
    String id = discount.coupon();
    if (catalog.coupons().containsKey(id) || read(reading, Resource.COUPONS, id)) {
      return;
    }
    if (subscription != null) {
      Fetches.Fetched<Optional<StripeObject>> found = fetches.couponThrough(subscription, id);
      found.what().ifPresent(coupon -> reading.read(ObjectRows.of(coupon), found.asOf()));
    }
  }

  /** False where it is gone, or may not be read: then figures go without it. */
  private boolean read(Reading reading, Resource resource, String id) {
    try {
      Fetches.Fetched<Optional<StripeObject>> found = fetches.object(resource, id);
      found.what().ifPresent(object -> reading.read(ObjectRows.of(object), found.asOf()));
      return found.what().isPresent();
    } catch (StripeFailure.PermissionMissing e) {
      return false;
    }
  }
}
