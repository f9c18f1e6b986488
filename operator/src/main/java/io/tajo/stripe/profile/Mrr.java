package io.tajo.stripe.profile;

import io.tajo.stripe.profile.PricedSubscription.Doubt;
import io.tajo.stripe.profile.PricedSubscription.Standing;
import io.tajo.stripe.profile.ProfileSettings.ChurnAt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Monthly recurring revenue at one instant: what the licensed items of active and past due
 * subscriptions make a month (https://docs.stripe.com/billing/subscriptions/analytics).
 */
final class Mrr {
  private final ProfileSettings settings;
  private final Map<String, PriceRow> prices;
  private final Map<String, CouponRow> coupons;
  private final Instant now;

  Mrr(ProfileSettings settings, Catalog catalog, Instant now) {
    this.settings = settings;
    this.prices = catalog.prices();
    this.coupons = catalog.coupons();
    this.now = now;
  }

  /**
   * @param customerDiscount the customer's own; it counts where the subscription has none
   */
  PricedSubscription of(SubscriptionRow row, @Nullable DiscountRow customerDiscount) {
    String currency = Currencies.code(row.currency());
    List<PricedItem> items = new ArrayList<>(row.items().size());
    boolean priced = true;
    for (SubscriptionItemRow item : row.items()) {
      PricedItem pricedItem = PricedItem.of(item, prices.get(item.price()), currency);
      items.add(pricedItem);
      priced &= pricedItem.amount() != null;
    }
    Standing standing = standing(row, priced);
    if (standing != Standing.COUNTS) {
      Doubt doubt = standing == Standing.UNPRICED ? Doubt.PRICE : null;
      return new PricedSubscription(row, currency, items, standing, List.of(), doubt, null);
    }
    Discounting discounting = new Discounting(settings.discounts(), coupons, now, currency, items);
    List<MonthlyItem> monthly = discounting.afterAll(discounts(row, customerDiscount));
    Doubt doubt = discounting.hasUnknownCoupon() ? Doubt.DISCOUNT : null;
    return new PricedSubscription(
        row, currency, items, standing, monthly, doubt, discounting.nextEnd());
  }

  private static List<DiscountRow> discounts(
      SubscriptionRow row, @Nullable DiscountRow customerDiscount) {
    return row.discounts().isEmpty() && customerDiscount != null
        ? List.of(customerDiscount)
        : row.discounts();
  }

  private Standing standing(SubscriptionRow row, boolean priced) {
    if (!"active".equals(row.status()) && !"past_due".equals(row.status())) {
      return Standing.NOT_PAYING;
    }
    if ("void".equals(row.pauseBehavior())) {
      return Standing.PAUSED;
    }
    boolean cancelled = row.cancelAt() != null || row.cancelAtPeriodEnd();
    if (cancelled && settings.churnAt() == ChurnAt.CANCELLATION) {
      return Standing.CANCELLED;
    }
    return priced ? Standing.COUNTS : Standing.UNPRICED;
  }
}
