package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A kind of Stripe object: where it is served and what a restricted key needs for it. */
public enum Resource {
  CUSTOMERS("customers", "customer", "customer_read", "email=/email"),
  CHARGES(
      "charges", "charge", "charge_read", "customer=/customer", "payment_intent=/payment_intent"),
  REFUNDS("refunds", "refund", "charge_read", "charge=/charge", "payment_intent=/payment_intent"),
  DISPUTES(
      "disputes", "dispute", "dispute_read", "charge=/charge", "payment_intent=/payment_intent"),
  SUBSCRIPTIONS(
      "subscriptions",
      "subscription",
      "subscription_read",
      "customer=/customer",
      "customer_account=/customer_account",
      "collection_method=/collection_method",
      "status=",
      "price="),
  SUBSCRIPTION_ITEMS(
      "subscription_items", "subscription_item", "subscription_read", "subscription=/subscription"),
  INVOICES(
      "invoices",
      "invoice",
      "invoice_read",
      "customer=/customer",
      "customer_account=/customer_account",
      "subscription=/parent/subscription_details/subscription",
      "collection_method=/collection_method",
      "status=/status"),
  PRODUCTS("products", "product", "product_read", "active=/active", "ids="),
  PRICES(
      "prices",
      "price",
      "plan_read",
      "active=",
      "currency=/currency",
      "product=/product",
      "type=/type"),
  COUPONS("coupons", "coupon", "coupon_read"),
  CHECKOUT_SESSIONS(
      "checkout/sessions",
      "checkout.session",
      "checkout_session_read",
      "customer=/customer",
      "customer_account=/customer_account",
      "payment_intent=/payment_intent",
      "subscription=/subscription",
      "status=/status"),
  BALANCE_TRANSACTIONS(
      "balance_transactions",
      "balance_transaction",
      "balance_transaction_read",
      "currency=/currency",
      "source=/source",
      "type=/type"),
  PAYMENT_INTENTS(
      "payment_intents",
      "payment_intent",
      "payment_intent_read",
      "customer=/customer",
      "customer_account=/customer_account"),
  EVENTS("events", "event", "event_read", "type=/type", "types="),
  WEBHOOK_ENDPOINTS("webhook_endpoints", "webhook_endpoint", "webhook_read"),
  /** Not served: seen where an owner of one expands it. */
  DISCOUNTS(null, "discount", null);

  private final @Nullable String path;
  private final String object;
  private final @Nullable String permission;
  private final Map<String, Optional<JsonPointer>> filters = new TreeMap<>();

  Resource(@Nullable String path, String object, @Nullable String permission, String... filters) {
    this.path = path;
    this.object = object;
    this.permission = permission;
    for (String filter : filters) {
      String[] parts = filter.split("=", 2);
      this.filters.put(
          parts[0],
          parts[1].isEmpty() ? Optional.empty() : Optional.of(JsonPointer.compile(parts[1])));
    }
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

  /**
   * The list's own parameters, with the field that each is compared with; empty where more than a
   * comparison is meant.
   */
  Map<String, Optional<JsonPointer>> filters() {
    return filters;
  }

  /** Whether the list can be narrowed by {@code created}. */
  boolean hasCreated() {
    return this != SUBSCRIPTION_ITEMS && this != WEBHOOK_ENDPOINTS;
  }

  static Optional<Resource> ofPath(String path) {
    return Arrays.stream(values()).filter(resource -> path.equals(resource.path)).findFirst();
  }

  /** The resource of a Stripe object by its {@code object} field. */
  static Resource ofObject(String object) {
    return Arrays.stream(values())
        .filter(resource -> resource.object.equals(object))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such object is simulated: " + object));
  }
}
