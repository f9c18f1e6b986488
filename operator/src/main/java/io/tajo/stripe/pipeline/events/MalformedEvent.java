package io.tajo.stripe.pipeline.events;

/** A body that is no event of Stripe's. The message says why, without quoting it. */
public final class MalformedEvent extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedEvent(String message) {
    super(message);
  }
}
