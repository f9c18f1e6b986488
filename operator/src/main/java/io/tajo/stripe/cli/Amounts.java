package io.tajo.stripe.cli;

import io.tajo.stripe.profile.Currencies;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Money in words. */
final class Amounts {
  /** A share of a discount or of a year may have no end; so far it is shown. */
  private static final int MORE_DIGITS = 4;

  private Amounts() {}

  /** Major units: all digits of the currency, and up to four more where there are any. */
  static BigDecimal major(BigFraction minor, @Nullable String currency) {
    int digits = Currencies.digits(currency);
    BigDecimal shown =
        minor.bigDecimalValue(MORE_DIGITS, RoundingMode.HALF_UP).movePointLeft(digits);
    BigDecimal stripped = shown.stripTrailingZeros();
    return stripped.scale() < digits ? stripped.setScale(digits) : stripped;
  }

  static String text(BigFraction minor, @Nullable String currency) {
    return major(minor, currency).toPlainString();
  }

  /** {@code 12.50 EUR}. */
  static String withCurrency(BigFraction minor, String currency) {
    return currency.isEmpty()
        ? text(minor, currency)
        : text(minor, currency) + " " + code(currency);
  }

  static String code(@Nullable String currency) {
    return currency == null || currency.isEmpty()
        ? "no currency"
        : currency.toUpperCase(Locale.ROOT);
  }

  /** Major units of {@code to} that one of {@code from} is. */
  static String rate(BigFraction factor, String from, @Nullable String to) {
    int shift = Currencies.digits(to) - Currencies.digits(from);
    return factor
        .bigDecimalValue(12, RoundingMode.HALF_UP)
        .movePointLeft(shift)
        .setScale(6, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
