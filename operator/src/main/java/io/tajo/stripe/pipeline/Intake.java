package io.tajo.stripe.pipeline;

/** Where the receiver hands over what it has verified. */
@FunctionalInterface
public interface Intake {
  /**
   * Stores an event, if it is not there yet; returns after it was committed.
   *
   * @param body the request's, as it was signed
   * @throws io.tajo.stripe.ledger.LedgerException where it cannot be stored now: Stripe will send
   *     it again
   */
  Receipt accept(byte[] body);
}
