package io.tajo.stripe.pipeline;

/** Whose contact is meant. Personal data: never for a log. */
public sealed interface Whom {
  /** The contact of a customer of Stripe. */
  record Customer(String id) implements Whom {}

  /** The contact with an e-mail address, written as anybody would. */
  record Email(String address) implements Whom {
    @Override
    public String toString() {
      return "Email[…]";
    }
  }
}
