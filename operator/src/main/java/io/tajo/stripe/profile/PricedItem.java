package io.tajo.stripe.profile;

import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * A subscription's item and what it makes before discounts, in minor units of the subscription's
 * currency.
 *
 * @param price null where the catalog does not have it
 * @param period null where it cannot be told
 * @param amount a period; 0 of a metered item; null where it cannot be told
 * @param monthly a month; 0 where it cannot be told
 */
public record PricedItem(
    SubscriptionItemRow row,
    @Nullable PriceRow price,
    @Nullable Period period,
    @Nullable BigFraction amount,
    BigFraction monthly) {
  static PricedItem of(SubscriptionItemRow row, @Nullable PriceRow price, String currency) {
    Period period = price == null ? null : Period.of(price);
    BigFraction amount = null;
    if (price != null && price.metered()) {
      amount = BigFraction.ZERO;
    } else if (price != null && period != null) {
      amount = Pricing.amount(price, currency, row.quantity());
    }
    BigFraction monthly =
        amount == null || period == null ? BigFraction.ZERO : amount.divide(period.months());
    return new PricedItem(row, price, period, amount, monthly);
  }

  /** Whether it is paid for by quantity; usage counts nothing. */
  public boolean licensed() {
    return price == null || !price.metered();
  }

  /** Whether a coupon that is limited to products applies to it. */
  boolean isOf(CouponRow coupon) {
    return coupon.appliesTo().isEmpty()
        || (price != null
            && price.product() != null
            && coupon.appliesTo().contains(price.product()));
  }
}
