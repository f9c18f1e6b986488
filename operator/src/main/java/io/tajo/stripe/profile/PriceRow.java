package io.tajo.stripe.profile;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A price. A subscription item's embedded price gives everything but {@code tiers} and {@code
 * currencyOptions}.
 *
 * @param unit the amount a unit in the price's own currency; its tiers are empty where the price is
 *     per unit
 * @param tiersMode {@code graduated} or {@code volume}, null where the price is per unit
 * @param interval {@code day}, {@code week}, {@code month}, {@code year}; null for a one-time price
 * @param metered {@code recurring.usage_type} is {@code metered}
 * @param divideBy {@code transform_quantity.divide_by}
 * @param roundUp {@code transform_quantity.round} is {@code up}
 * @param currencyOptions amounts by lower-case currency other than the price's own
 * @param complete whether tiers and currency options were read; false: known from a subscription
 *     item alone
 */
public record PriceRow(
    String id,
    @Nullable String product,
    @Nullable String nickname,
    String currency,
    Unit unit,
    @Nullable String tiersMode,
    @Nullable String interval,
    long intervalCount,
    boolean metered,
    @Nullable Long divideBy,
    boolean roundUp,
    Map<String, Unit> currencyOptions,
    boolean complete) {
  /**
   * What one unit makes, in one currency.
   *
   * @param amount minor units, with the decimals of {@code unit_amount_decimal}; null where it is
   *     tiered
   */
  public record Unit(@Nullable BigDecimal amount, List<Tier> tiers) {}

  /**
   * One tier, in ascending order.
   *
   * @param upTo the last unit of the tier, inclusive; null: no end
   * @param amount minor units a unit; null: none
   * @param flat minor units for reaching the tier; null: none
   */
  public record Tier(@Nullable Long upTo, @Nullable BigDecimal amount, @Nullable BigDecimal flat) {}
}
