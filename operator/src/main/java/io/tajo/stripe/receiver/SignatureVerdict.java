package io.tajo.stripe.receiver;

/** What became of a signature. */
public enum SignatureVerdict {
  VALID("valid"),
  /** No header, or more than one. */
  MISSING("The request needs one Stripe-Signature header: only Stripe may send events here."),
  MALFORMED("The Stripe-Signature header is not of the form t=...,v1=...: send it unchanged."),
  /** There is nothing to check with: the endpoint's secret is still to come. */
  NO_SECRET(
      "There is no signing secret yet: name it in spec.webhook.signingSecrets, or wait until the"
          + " endpoint is made; the event is sent again."),
  /** No secret made it. */
  NO_MATCH(
      "No signature fits the body: check that the signing secret is that of this very endpoint, and"
          + " that nothing on the way changes the body."),
  /** Rightly signed, longer ago than is allowed. */
  TOO_OLD("The signature is too old: check the clock of the receiver."),
  /** Rightly signed, further ahead than is allowed. */
  IN_THE_FUTURE("The signature is of a time to come: check the clock of the receiver.");

  private final String message;

  SignatureVerdict(String message) {
    this.message = message;
  }

  /** What is wrong and what to do about it, in a sentence without anything of the request. */
  public String message() {
    return message;
  }
}
