package io.tajo.stripe.stripe;

/**
 * A new webhook endpoint.
 *
 * @param secret that its deliveries are signed with, {@code whsec_…}; Stripe shows it only now
 */
public record CreatedWebhookEndpoint(WebhookEndpoint endpoint, String secret) {
  /** Without the secret. */
  @Override
  public String toString() {
    return "CreatedWebhookEndpoint[" + endpoint.id() + ", secret hidden]";
  }
}
