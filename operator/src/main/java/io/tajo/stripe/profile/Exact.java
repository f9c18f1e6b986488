package io.tajo.stripe.profile;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Decimals as fractions. */
final class Exact {
  /** Stripe sends at most 12 decimals; a number of a billion digits must not eat the memory. */
  private static final int MAX_DIGITS = 100;

  private Exact() {}

  /** Null for none, and for a number of more than 100 digits. */
  static @Nullable BigFraction of(@Nullable BigDecimal decimal) {
    if (decimal == null
        || Math.abs((long) decimal.scale()) > MAX_DIGITS
        || decimal.precision() > MAX_DIGITS) {
      return null;
    }
    return decimal.scale() > 0
        ? BigFraction.of(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()))
        : BigFraction.of(decimal.toBigIntegerExact());
  }
}
