package io.tajo.stripe.profile;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** A figure of a contact. Exact: money is a fraction of minor units until it is written. */
public sealed interface Value {
  /**
   * There is nothing to say: the attribute is left alone, or cleared if this connector wrote it.
   */
  record Empty() implements Value {}

  /** Text, trimmed and not empty. */
  record Text(String text) implements Value {}

  /** A count, or a balance in minor units. */
  record Whole(BigInteger number) implements Value {}

  /** A UTC day. */
  record Day(LocalDate date) implements Value {}

  /** Yes or no. */
  record Flag(boolean value) implements Value {}

  /**
   * Money.
   *
   * @param minor exact minor units of the currency
   * @param currency lower case; null for a contact without one (then with two digits)
   */
  record Money(BigFraction minor, @Nullable String currency) implements Value {
    public static Money nothing(@Nullable String currency) {
      return new Money(BigFraction.ZERO, currency);
    }

    /** In major units, rounded once, HALF_UP, to the currency's minor units. */
    public BigDecimal major() {
      int digits = Currencies.digits(currency);
      return minor.bigDecimalValue(0, RoundingMode.HALF_UP).movePointLeft(digits);
    }
  }
}
