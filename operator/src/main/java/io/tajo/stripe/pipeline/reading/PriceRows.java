package io.tajo.stripe.pipeline.reading;

import com.stripe.model.Price;
import io.tajo.stripe.profile.PriceRow;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** stripe-java's prices as rows; amounts keep the decimals of {@code unit_amount_decimal}. */
public final class PriceRows {
  private PriceRows() {}

  /** A price that was listed or retrieved with its tiers and currency options. */
  public static PriceRow price(Price price) {
    return row(price, true);
  }

  /** The price that a subscription item shows: without tiers and currency options. */
  public static PriceRow embedded(Price price) {
    return row(price, false);
  }

  private static PriceRow row(Price price, boolean complete) {
    String currency = StripeRows.currency(price.getCurrency());
    Price.@Nullable Recurring recurring = price.getRecurring();
    Price.@Nullable TransformQuantity transform = price.getTransformQuantity();
    return new PriceRow(
        price.getId(),
        price.getProduct(),
        StripeRows.text(price.getNickname()),
        currency,
        new PriceRow.Unit(
            decimal(price.getUnitAmountDecimal(), price.getUnitAmount()),
            tiers(
                price.getTiers(),
                tier ->
                    new PriceRow.Tier(
                        tier.getUpTo(),
                        decimal(tier.getUnitAmountDecimal(), tier.getUnitAmount()),
                        decimal(tier.getFlatAmountDecimal(), tier.getFlatAmount())))),
        "tiered".equals(price.getBillingScheme()) ? price.getTiersMode() : null,
        recurring == null ? null : recurring.getInterval(),
        recurring == null || recurring.getIntervalCount() == null
            ? 1
            : recurring.getIntervalCount(),
        recurring != null && "metered".equals(recurring.getUsageType()),
        transform == null ? null : transform.getDivideBy(),
        transform != null && "up".equals(transform.getRound()),
        others(price.getCurrencyOptions(), currency),
        complete);
  }

  private static Map<String, PriceRow.Unit> others(
      @Nullable Map<String, Price.CurrencyOption> options, String own) {
    Map<String, PriceRow.Unit> units = new HashMap<>();
    if (options != null) {
      options.forEach((name, option) -> {
        String currency = StripeRows.currency(name);
        if (option != null && !currency.equals(own)) {
          units.put(currency, unit(option));
        }
      });
    }
    return Map.copyOf(units);
  }

  private static PriceRow.Unit unit(Price.CurrencyOption option) {
    return new PriceRow.Unit(
        decimal(option.getUnitAmountDecimal(), option.getUnitAmount()),
        tiers(
            option.getTiers(),
            tier ->
                new PriceRow.Tier(
                    tier.getUpTo(),
                    decimal(tier.getUnitAmountDecimal(), tier.getUnitAmount()),
                    decimal(tier.getFlatAmountDecimal(), tier.getFlatAmount()))));
  }

  /** Of either of stripe-java's two types of tiers, which share none above them. */
  private static <T> List<PriceRow.Tier> tiers(
      @Nullable List<T> tiers, Function<T, PriceRow.Tier> row) {
    return tiers == null ? List.of() : tiers.stream().filter(Objects::nonNull).map(row).toList();
  }

  private static @Nullable BigDecimal decimal(@Nullable BigDecimal exact, @Nullable Long whole) {
    return exact != null ? exact : whole == null ? null : BigDecimal.valueOf(whole);
  }
}
