package io.tajo.stripe.profile;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * What an amount counts in a contact's money fields. Without a reporting currency that is the
 * contact's own currency and nothing is converted.
 *
 * @param currency of the money fields; null for a contact without one
 * @param rates minor units of {@code currency} that one minor unit of another currency is
 * @param bySettlement whether a charge may count at its balance transaction's rate
 */
record Conversion(@Nullable String currency, Map<String, BigFraction> rates, boolean bySettlement) {
  static Conversion none(@Nullable String contactCurrency) {
    return new Conversion(contactCurrency, Map.of(), false);
  }

  static Conversion to(String reporting, Map<String, BigDecimal> rates, boolean bySettlement) {
    String currency = Currencies.code(reporting);
    Map<String, BigFraction> minorRates = new HashMap<>();
    rates.forEach((from, major) -> {
      BigFraction rate = Exact.of(major);
      if (rate != null && rate.signum() > 0) {
        String code = Currencies.code(from);
        int digits = Currencies.digits(currency) - Currencies.digits(code);
        minorRates.put(code, rate.multiply(BigFraction.of(10).pow(digits)));
      }
    });
    return new Conversion(currency, Map.copyOf(minorRates), bySettlement);
  }

  /** What an amount counts; null: it is left out. */
  @Nullable Rate rate(String from) {
    if (from.equals(currency)) {
      return Rate.SAME;
    }
    BigFraction factor = rates.get(from);
    return factor == null ? null : new Rate(factor, Rate.Basis.MANIFEST);
  }

  /**
   * What a charge counts; null: it is left out.
   *
   * @param settles what the balance transaction's amount stands for, in minor units of the charge:
   *     the captured amount and the uncaptured remainder
   */
  @Nullable Rate rate(ChargeRow charge, String from, BigInteger settles) {
    Long settled = charge.settledAmount();
    if (bySettlement
        && !from.equals(currency)
        && settled != null
        && settled >= 0
        && settles.signum() > 0
        && Currencies.code(charge.settledCurrency()).equals(currency)) {
      return new Rate(BigFraction.of(BigInteger.valueOf(settled), settles), Rate.Basis.SETTLEMENT);
    }
    return rate(from);
  }
}
