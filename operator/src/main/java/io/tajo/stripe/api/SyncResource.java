package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A part of a Stripe account that can be synced; customers always are. */
public enum SyncResource {
  @JsonProperty("customers")
  CUSTOMERS,
  /** Charges with their refunds and disputes. */
  @JsonProperty("payments")
  PAYMENTS,
  /** Subscriptions and their coupons. */
  @JsonProperty("subscriptions")
  SUBSCRIPTIONS,
  @JsonProperty("invoices")
  INVOICES,
  /** Products and prices. */
  @JsonProperty("products")
  PRODUCTS,
  @JsonProperty("checkoutSessions")
  CHECKOUT_SESSIONS
}
