package io.tajo.stripe.stripe;

/** Whether a key may read a resource. */
public sealed interface Access {
  /** It may. */
  record Granted() implements Access {}

  /**
   * It may not.
   *
   * @param permission the missing one, as Stripe names it
   * @param message what to do about it
   */
  record Denied(String permission, String message) implements Access {}
}
