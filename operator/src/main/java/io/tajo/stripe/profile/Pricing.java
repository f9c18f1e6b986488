package io.tajo.stripe.profile;

import io.tajo.stripe.profile.PriceRow.Tier;
import io.tajo.stripe.profile.PriceRow.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * What a quantity costs a period, before discounts
 * (https://docs.stripe.com/products-prices/pricing-models).
 */
final class Pricing {
  private Pricing() {}

  /**
   * Minor units of a currency; null where it cannot be told: no amount in that currency, tiers not
   * read or of a kind that we do not know.
   *
   * @param quantity null: 1; a negative one counts as 0
   */
  static @Nullable BigFraction amount(PriceRow price, String currency, @Nullable Long quantity) {
    Unit unit =
        Currencies.code(price.currency()).equals(currency)
            ? price.unit()
            : price.currencyOptions().get(currency);
    if (unit == null) {
      return null;
    }
    BigInteger units = units(price, quantity == null ? 1 : Math.max(quantity, 0));
    String mode = price.tiersMode();
    if (mode == null) {
      BigFraction each = Exact.of(unit.amount());
      return each == null ? null : each.multiply(units);
    }
    if (unit.tiers().isEmpty()) {
      return null;
    }
    return switch (mode) {
      case "volume" -> volume(unit.tiers(), units);
      case "graduated" -> graduated(unit.tiers(), units);
      default -> null;
    };
  }

  private static BigInteger units(PriceRow price, long quantity) {
    Long divideBy = price.divideBy();
    if (divideBy == null || divideBy < 1) {
      return BigInteger.valueOf(quantity);
    }
    boolean another = price.roundUp() && quantity % divideBy != 0;
    return BigInteger.valueOf(quantity / divideBy + (another ? 1 : 0));
  }

  /** All units at the price of the tier that the quantity falls in. */
  private static BigFraction volume(List<Tier> tiers, BigInteger units) {
    for (Tier tier : tiers) {
      Long upTo = tier.upTo();
      if (upTo == null || units.compareTo(BigInteger.valueOf(upTo)) <= 0) {
        return cost(tier, units);
      }
    }
    return cost(tiers.getLast(), units);
  }

  /** Each tier's share at its own price; the first tier is reached by any quantity. */
  private static BigFraction graduated(List<Tier> tiers, BigInteger units) {
    BigFraction total = BigFraction.ZERO;
    BigInteger from = BigInteger.ZERO;
    for (int i = 0; i < tiers.size() && (i == 0 || units.compareTo(from) > 0); i++) {
      Tier tier = tiers.get(i);
      Long upTo = i == tiers.size() - 1 ? null : tier.upTo();
      BigInteger to = upTo == null ? units : units.min(BigInteger.valueOf(upTo)).max(from);
      total = total.add(cost(tier, to.subtract(from)));
      from = to;
    }
    return total;
  }

  private static BigFraction cost(Tier tier, BigInteger units) {
    return orNothing(tier.amount()).multiply(units).add(orNothing(tier.flat()));
  }

  private static BigFraction orNothing(@Nullable BigDecimal amount) {
    BigFraction exact = Exact.of(amount);
    return exact == null ? BigFraction.ZERO : exact;
  }
}
