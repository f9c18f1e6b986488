package io.tajo.stripe.profile;

import org.apache.commons.numbers.fraction.BigFraction;

/**
 * What an amount counts in a contact's money fields.
 *
 * @param factor minor units of the figure's currency that one minor unit of the amount counts
 */
public record Rate(BigFraction factor, Basis basis) {
  static final Rate SAME = new Rate(BigFraction.ONE, Basis.SAME_CURRENCY);

  /** Where a rate comes from. */
  public enum Basis {
    /** It is in the figure's currency. */
    SAME_CURRENCY,
    /** Stripe settled the charge in the figure's currency. */
    SETTLEMENT,
    /** {@code spec.currency.rates}. */
    MANIFEST
  }
}
