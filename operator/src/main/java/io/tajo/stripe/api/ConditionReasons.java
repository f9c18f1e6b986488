package io.tajo.stripe.api;

/** Reasons of conditions that one process tells and another goes by. */
public final class ConditionReasons {
  /** Of {@code WebhookReady}: nothing tells Stripe's webhooks from others, so all are put off. */
  public static final String NO_SIGNING_SECRET = "NoSigningSecret";

  private ConditionReasons() {}
}
