package io.tajo.stripe.profile;

import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * What a licensed item makes a month. Amounts are exact minor units of the subscription's currency.
 *
 * @param discounts in the order in which they were looked at
 * @param left what the item makes before discounts, less what they take
 */
public record MonthlyItem(PricedItem item, List<Taken> discounts, BigFraction left) {
  /**
   * A discount that the item has, or that its subscription or customer has.
   *
   * @param coupon null where nobody knows it
   * @param off what it takes, 0 where it has no effect
   */
  public record Taken(
      DiscountRow discount, @Nullable CouponRow coupon, Effect effect, BigFraction off) {}

  /** What becomes of a discount. */
  public enum Effect {
    TAKEN,
    /** Its time is over. */
    ENDED,
    /** {@code spec.metrics.mrr.discounts} does not count it. */
    NOT_COUNTED,
    /** It was deleted before anybody saw it. */
    UNKNOWN_COUPON,
    /** It is limited to other products. */
    OTHER_PRODUCTS,
    /** It takes an amount of another currency, or nothing. */
    OTHER_CURRENCY
  }
}
