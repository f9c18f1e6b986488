package io.tajo.stripe.sandbox.stripe;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A kind of Stripe object: where it is served and what a restricted key needs for it. */
public enum Resource {
  CUSTOMERS("customers", "customer", "customer_read"),
  CHARGES("charges", "charge", "charge_read"),
  REFUNDS("refunds", "refund", "charge_read"),
  DISPUTES("disputes", "dispute", "dispute_read"),
  SUBSCRIPTIONS("subscriptions", "subscription", "subscription_read"),
  SUBSCRIPTION_ITEMS("subscription_items", "subscription_item", "subscription_read"),
  INVOICES("invoices", "invoice", "invoice_read"),
  INVOICE_PAYMENTS("invoice_payments", "invoice_payment", "invoice_read"),
  PRODUCTS("products", "product", "product_read"),
  PRICES("prices", "price", "plan_read"),
  COUPONS("coupons", "coupon", "coupon_read"),
  CHECKOUT_SESSIONS("checkout/sessions", "checkout.session", "checkout_session_read"),
  BALANCE_TRANSACTIONS("balance_transactions", "balance_transaction", "balance_transaction_read"),
  PAYMENT_INTENTS("payment_intents", "payment_intent", "payment_intent_read"),
  EVENTS("events", "event", "event_read"),
  WEBHOOK_ENDPOINTS("webhook_endpoints", "webhook_endpoint", "webhook_read"),
  /** Not served: seen where an owner of one expands it. */
  DISCOUNTS(null, "discount", null);

  private final @Nullable String path;
  private final String object;
  private final @Nullable String permission;

  Resource(@Nullable String path, String object, @Nullable String permission) {
    this.path = path;
    this.object = object;
    this.permission = permission;
  }

  /** Under {@code /v1/}; empty where Stripe has no endpoint. */
  public Optional<String> path() {
    return Optional.ofNullable(path);
  }

  /** The {@code object} field's value. */
  public String object() {
    return object;
  }

  /** What a restricted key needs to read it, as {@code rak_…} without the prefix. */
  public @Nullable String permission() {
    return permission;
  }

  /** Whether the list can be narrowed by {@code created}. */
  boolean hasCreated() {
    return this != SUBSCRIPTION_ITEMS && this != WEBHOOK_ENDPOINTS;
  }

  static Optional<Resource> ofPath(String path) {
    return Arrays.stream(values()).filter(resource -> path.equals(resource.path)).findFirst();
  }

  /** The resource of a Stripe object by its {@code object} field. */
  public static Resource ofObject(String object) {
    return Arrays.stream(values())
        .filter(resource -> resource.object.equals(object))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such object is simulated: " + object));
  }
}
