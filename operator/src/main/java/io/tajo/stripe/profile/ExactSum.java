package io.tajo.stripe.profile;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * An exact sum that stays fast over tens of thousands of terms: whole parts are added as integers,
 * the rest by denominator, and fractions are combined once at the end.
 */
final class ExactSum {
  private BigInteger whole = BigInteger.ZERO;
  private final Map<BigInteger, BigInteger> numerators = new HashMap<>();

  void add(BigInteger amount) {
    whole = whole.add(amount);
  }

  /** Adds {@code amount} × {@code factor}. */
  void add(BigInteger amount, BigFraction factor) {
    BigInteger numerator = amount.multiply(factor.getNumerator());
    BigInteger denominator = factor.getDenominator();
    if (denominator.equals(BigInteger.ONE)) {
      add(numerator);
      return;
    }
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    add(parts[0]);
    if (parts[1].signum() != 0) {
      numerators.merge(denominator, parts[1], BigInteger::add);
    }
  }

  /** The same of an amount that is perhaps not whole. */
  void add(BigFraction amount, BigFraction factor) {
    if (amount.getDenominator().equals(BigInteger.ONE)) {
      add(amount.getNumerator(), factor);
    } else {
      add(BigInteger.ONE, amount.multiply(factor));
    }
  }

  BigFraction total() {
    List<BigFraction> terms = new ArrayList<>(numerators.size() + 1);
    terms.add(BigFraction.of(whole));
    numerators.forEach((below, above) -> terms.add(BigFraction.of(above, below)));
    return sum(terms);
  }

  /** Halves the list, so that large denominators meet late. */
  private static BigFraction sum(List<BigFraction> terms) {
    int size = terms.size();
    return size == 1
        ? terms.getFirst()
        : sum(terms.subList(0, size / 2)).add(sum(terms.subList(size / 2, size)));
  }
}
