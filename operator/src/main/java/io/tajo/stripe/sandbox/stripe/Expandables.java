package io.tajo.stripe.sandbox.stripe;

import io.tajo.stripe.sandbox.stripe.Expandable.Embedded;
import io.tajo.stripe.sandbox.stripe.Expandable.Included;
import io.tajo.stripe.sandbox.stripe.Expandable.Inside;
import io.tajo.stripe.sandbox.stripe.Expandable.Reference;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which fields of which objects can be expanded (https://docs.stripe.com/api/expanding_objects).
 */
final class Expandables {
  private static final Expandable ABSENT = new Reference(null);
  private static final Expandable FIELD = new Included(null, Map.of());
  private static final Map<Resource, Map<String, Expandable>> ALL = new HashMap<>();

  static {
    put(Resource.CUSTOMERS, "default_source", "test_clock")
        .putAll(
            Map.of(
                "discount", new Embedded(Resource.DISCOUNTS),
                "sources", FIELD,
                "tax", FIELD,
                "cash_balance", FIELD,
                "invoice_credit_balance", FIELD,
                "subscriptions", list(Resource.SUBSCRIPTIONS)));
    put(Resource.DISCOUNTS, "promotion_code")
        .putAll(
            Map.of(
                "customer",
                to(Resource.CUSTOMERS),
                "source",
                new Inside(Map.of("coupon", to(Resource.COUPONS)))));
    put(
            Resource.CHARGES,
            "application",
            "application_fee",
            "failure_balance_transaction",
            "on_behalf_of",
            "review",
            "source_transfer",
            "transfer")
        .putAll(
            Map.of(
                "balance_transaction", to(Resource.BALANCE_TRANSACTIONS),
                "customer", to(Resource.CUSTOMERS),
                "payment_intent", to(Resource.PAYMENT_INTENTS),
                "refunds", list(Resource.REFUNDS)));
    put(
            Resource.REFUNDS,
            "failure_balance_transaction",
            "source_transfer_reversal",
            "transfer_reversal")
        .putAll(
            Map.of(
                "balance_transaction", to(Resource.BALANCE_TRANSACTIONS),
                "charge", to(Resource.CHARGES),
                "payment_intent", to(Resource.PAYMENT_INTENTS)));
    put(Resource.DISPUTES)
        .putAll(
            Map.of(
                "charge", to(Resource.CHARGES),
                "payment_intent", to(Resource.PAYMENT_INTENTS)));
    put(Resource.BALANCE_TRANSACTIONS, "source");
    put(
            Resource.PAYMENT_INTENTS,
            "application",
            "on_behalf_of",
            "payment_method",
            "review",
            "source")
        .putAll(Map.of("customer", to(Resource.CUSTOMERS), "latest_charge", to(Resource.CHARGES)));
    put(
            Resource.SUBSCRIPTIONS,
            "application",
            "default_payment_method",
            "default_source",
            "on_behalf_of",
            "pending_setup_intent",
            "schedule",
            "test_clock")
        .putAll(
            Map.of(
                "customer", to(Resource.CUSTOMERS),
                "discounts", to(Resource.DISCOUNTS),
                "items", embeddedList(Resource.SUBSCRIPTION_ITEMS),
                "latest_invoice", to(Resource.INVOICES)));
    put(Resource.SUBSCRIPTION_ITEMS)
        .putAll(
            Map.of("discounts", to(Resource.DISCOUNTS), "price", new Embedded(Resource.PRICES)));
    put(
            Resource.INVOICES,
            "application",
            "default_payment_method",
            "default_source",
            "latest_revision",
            "on_behalf_of",
            "test_clock")
        .putAll(
            Map.of(
                "customer",
                to(Resource.CUSTOMERS),
                "discounts",
                to(Resource.DISCOUNTS),
                "payments",
                list(Resource.INVOICE_PAYMENTS),
                "parent",
                new Inside(
                    Map.of(
                        "subscription_details",
                        new Inside(Map.of("subscription", to(Resource.SUBSCRIPTIONS)))))));
    put(Resource.INVOICE_PAYMENTS)
        .putAll(
            Map.of(
                "invoice",
                to(Resource.INVOICES),
                "payment",
                new Inside(
                    Map.of(
                        "charge", to(Resource.CHARGES),
                        "payment_intent", to(Resource.PAYMENT_INTENTS)))));
    put(Resource.PRODUCTS, "tax_code").put("default_price", to(Resource.PRICES));
    put(Resource.PRICES)
        .putAll(
            Map.of("product", to(Resource.PRODUCTS), "tiers", FIELD, "currency_options", FIELD));
    put(Resource.COUPONS).putAll(Map.of("applies_to", FIELD, "currency_options", FIELD));
    put(Resource.CHECKOUT_SESSIONS, "payment_link", "setup_intent")
        .putAll(
            Map.of(
                "customer", to(Resource.CUSTOMERS),
                "invoice", to(Resource.INVOICES),
                "line_items", FIELD,
                "payment_intent", to(Resource.PAYMENT_INTENTS),
                "subscription", to(Resource.SUBSCRIPTIONS)));
    put(Resource.EVENTS);
    put(Resource.WEBHOOK_ENDPOINTS);
  }

  private Expandables() {}

  static Map<String, Expandable> of(Resource resource) {
    return ALL.getOrDefault(resource, Map.of());
  }

  private static Map<String, Expandable> put(Resource resource, String... absent) {
    Map<String, Expandable> fields = new TreeMap<>();
    for (String field : absent) {
      fields.put(field, ABSENT);
    }
    ALL.put(resource, fields);
    return fields;
  }

  private static Expandable to(Resource resource) {
    return new Reference(resource);
  }

  private static Expandable list(Resource resource) {
    return new Included(resource.permission(), Map.of("data", new Embedded(resource)));
  }

  private static Expandable embeddedList(Resource resource) {
    return new Inside(Map.of("data", new Embedded(resource)));
  }
}
