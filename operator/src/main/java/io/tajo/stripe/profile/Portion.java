package io.tajo.stripe.profile;

import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * What one object adds to an amount.
 *
 * @param amount exact minor units of {@code currency}
 * @param currency the object's, lower case; empty where it has none
 * @param rate null: the object is left out, because nothing says what it counts
 * @param detail how the amount came about
 */
public record Portion(
    SourceObject of, BigFraction amount, String currency, @Nullable Rate rate, Detail detail) {
  /** How an object came to its amount. */
  public sealed interface Detail permits Plain, Payment, PricedSubscription {}

  /** Stripe says the amount. */
  public record Plain() implements Detail {}

  static final Detail PLAIN = new Plain();

  /** Exact minor units of the figure's currency; 0 where it is left out. */
  public BigFraction adds() {
    return rate == null ? BigFraction.ZERO : amount.multiply(rate.factor());
  }
}
