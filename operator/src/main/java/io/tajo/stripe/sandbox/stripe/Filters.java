package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameters of lists besides those that all have, with the field that each is compared with;
 * empty where more than a comparison is meant. What Stripe has and is not here is refused as
 * unknown.
 */
final class Filters {
  private static final Map<Resource, Map<String, Optional<JsonPointer>>> ALL =
      new EnumMap<>(Resource.class);

  static {
    put(Resource.CUSTOMERS, "email=/email");
    put(Resource.CHARGES, "customer=/customer", "payment_intent=/payment_intent");
    put(Resource.REFUNDS, "charge=/charge", "payment_intent=/payment_intent");
    put(Resource.DISPUTES, "charge=/charge", "payment_intent=/payment_intent");
    put(
        Resource.SUBSCRIPTIONS,
        "customer=/customer",
        "customer_account=/customer_account",
        "collection_method=/collection_method",
        "status=",
        "price=");
    put(Resource.SUBSCRIPTION_ITEMS, "subscription=/subscription");
    put(
        Resource.INVOICES,
        "customer=/customer",
        "customer_account=/customer_account",
        "subscription=/parent/subscription_details/subscription",
        "collection_method=/collection_method",
        "status=/status");
    put(
        Resource.INVOICE_PAYMENTS,
        "invoice=/invoice",
        "status=/status",
        "payment[payment_intent]=/payment/payment_intent",
        "payment[type]=/payment/type");
    put(Resource.PRODUCTS, "active=/active", "ids=");
    put(Resource.PRICES, "active=", "currency=/currency", "product=/product", "type=/type");
    put(
        Resource.CHECKOUT_SESSIONS,
        "customer=/customer",
        "customer_account=/customer_account",
        "payment_intent=/payment_intent",
        "subscription=/subscription",
        "status=/status");
    put(Resource.BALANCE_TRANSACTIONS, "currency=/currency", "source=/source", "type=/type");
    put(Resource.PAYMENT_INTENTS, "customer=/customer", "customer_account=/customer_account");
    put(Resource.EVENTS, "type=/type", "types=", "delivery_success=");
  }

  private Filters() {}

  static Map<String, Optional<JsonPointer>> of(Resource resource) {
    return ALL.getOrDefault(resource, Map.of());
  }

  private static void put(Resource resource, String... filters) {
    Map<String, Optional<JsonPointer>> fields = new TreeMap<>();
    for (String filter : filters) {
      String[] parts = filter.split("=", 2);
      fields.put(
          parts[0],
          parts[1].isEmpty() ? Optional.empty() : Optional.of(JsonPointer.compile(parts[1])));
    }
    ALL.put(resource, fields);
  }
}
