package io.tajo.stripe.controller.model;

/** The ports of the pods that the operator makes. */
public final class Ports {
  /** Stripe's webhooks. */
  static final int WEBHOOKS = 8_080;

  /** Probes, status and metrics. */
  public static final int HEALTH = 8_081;

  static final int POSTGRES = 5_432;

  private Ports() {}
}
