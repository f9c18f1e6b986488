package io.tajo.stripe.api;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;

/** A part of a Stripe account that can be synced; customers always are. */
public enum SyncResource {
  @JsonProperty("customers")
  CUSTOMERS("customers"),
  /** Charges with their refunds and disputes. */
  @JsonProperty("payments")
  PAYMENTS("payments"),
  /** Subscriptions and their coupons. */
  @JsonProperty("subscriptions")
  SUBSCRIPTIONS("subscriptions"),
  @JsonProperty("invoices")
  INVOICES("invoices"),
  /** Products and prices. */
  @JsonProperty("products")
  PRODUCTS("products"),
  @JsonProperty("checkoutSessions")
  CHECKOUT_SESSIONS("checkoutSessions");

  private final String resourceName;

  SyncResource(String resourceName) {
    this.resourceName = resourceName;
  }

  /** The name in the manifest. */
  public String resourceName() {
    return resourceName;
  }

  /** The resource of a name in the manifest; empty where there is none. */
  public static Optional<SyncResource> named(String name) {
    return Arrays.stream(values()).filter(r -> r.resourceName.equals(name)).findFirst();
  }

  /** All names, separated by commas. */
  public static String names() {
    return Arrays.stream(values()).map(SyncResource::resourceName).collect(joining(", "));
  }
}
