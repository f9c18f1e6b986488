package io.tajo.stripe.profile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** A subscription in words: {@code Pro (active), 25.00 EUR a month, since 2024-05-01}. */
final class SubscriptionLine {
  private static final Pattern LINE_BREAK = Pattern.compile("\\R");

  private SubscriptionLine() {}

  /**
   * @param products by id; empty where they may not be read
   */
  static String of(PricedSubscription subscription, Map<String, ProductRow> products) {
    SubscriptionRow row = subscription.row();
    String plan = planName(subscription.largestItem(), products);
    StringBuilder line = new StringBuilder();
    line.append(LINE_BREAK.matcher(plan == null ? row.id() : plan).replaceAll(" "));
    line.append(" (").append(row.status()).append(')');
    String price = price(subscription);
    if (price != null) {
      line.append(", ").append(price);
    }
    append(line, ", since ", row.startDate());
    append(line, " until ", until(subscription));
    return line.toString();
  }

  private static void append(StringBuilder line, String before, @Nullable Instant instant) {
    LocalDate date = Figures.utcDay(instant);
    if (date != null) {
      line.append(before).append(date);
    }
  }

  /**
   * The product's name now, else the price's nickname, else its id; null without an item.
   *
   * @param products by id; empty where they may not be read
   */
  static @Nullable String planName(@Nullable PricedItem item, Map<String, ProductRow> products) {
    if (item == null) {
      return null;
    }
    PriceRow price = item.price();
    if (price == null) {
      return item.row().price();
    }
    String productId = price.product();
    ProductRow product = productId == null ? null : products.get(productId);
    String name = product == null ? null : WhiteSpace.trimToNull(product.name());
    String nickname = WhiteSpace.trimToNull(price.nickname());
    return name != null ? name : nickname != null ? nickname : price.id();
  }

  /** {@code 25.00 EUR a month}; null where the price of an item cannot be told. */
  private static @Nullable String price(PricedSubscription subscription) {
    List<PricedItem> items = subscription.items();
    List<PricedItem> licensed = items.stream().filter(PricedItem::licensed).toList();
    PricedItem any = licensed.isEmpty() ? subscription.largestItem() : licensed.getFirst();
    Period period = any == null ? null : any.period();
    if (period == null) {
      return null;
    }
    BigFraction aPeriod = BigFraction.ZERO;
    BigFraction aMonth = BigFraction.ZERO;
    boolean samePeriod = true;
    for (PricedItem item : licensed) {
      BigFraction amount = item.amount();
      if (amount == null) {
        return null;
      }
      aPeriod = aPeriod.add(amount);
      aMonth = aMonth.add(item.monthly());
      samePeriod &= period.equals(item.period());
    }
    BigFraction amount = samePeriod ? aPeriod : aMonth;
    String currency = subscription.currency();
    return new Value.Money(amount, currency).major().toPlainString()
        + " "
        + currency.toUpperCase(Locale.ROOT)
        + " "
        + (samePeriod ? period.rate() : "a month");
  }

  private static @Nullable Instant until(PricedSubscription subscription) {
    if (!subscription.ended()) {
      return subscription.cancelAt();
    }
    Instant ended = subscription.row().endedAt();
    return ended == null ? subscription.row().canceledAt() : ended;
  }
}
