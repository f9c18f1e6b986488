package io.tajo.stripe.sandbox.stripe;

/** How an account's objects lie in time. */
public enum Spread {
  /** The same number each day. */
  EVEN,
  /** 90 % within one month, the rest evenly before and after. */
  SKEWED
}
