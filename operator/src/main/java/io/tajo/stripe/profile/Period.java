package io.tajo.stripe.profile;

import java.math.BigInteger;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * How often a price is charged.
 *
 * @param unit day, week, month or year, as Stripe writes it
 * @param count of units, at least 1
 * @param months its length; a year has 12 months and 365.25 days
 */
public record Period(String unit, long count, BigFraction months) {
  private static final BigFraction YEAR = BigFraction.of(12);
  private static final BigFraction WEEK = BigFraction.of(112, 487);
  private static final BigFraction DAY = BigFraction.of(16, 487);

  /** Null for a one-time price and for an interval that we do not know. */
  static @Nullable Period of(PriceRow price) {
    String unit = price.interval();
    long count = price.intervalCount();
    BigFraction months = unit == null || count < 1 ? null : months(unit);
    return unit == null || months == null
        ? null
        : new Period(unit, count, months.multiply(BigInteger.valueOf(count)));
  }

  private static @Nullable BigFraction months(String unit) {
    return switch (unit) {
      case "year" -> YEAR;
      case "month" -> BigFraction.ONE;
      case "week" -> WEEK;
      case "day" -> DAY;
      default -> null;
    };
  }

  /** {@code month}, {@code 3 months}. */
  String name() {
    return count == 1 ? unit : count + " " + unit + "s";
  }

  /** {@code a month}, {@code every 3 months}. */
  public String rate() {
    return (count == 1 ? "a " : "every ") + name();
  }
}
