package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Objects without particulars: every field that Stripe's have, to be filled and put. */
public final class Shapes {
  private static final ObjectNode INVOICE_PAYMENT =
      Json.template(
          """
          {"id":"","object":"invoice_payment","amount_paid":null,"amount_requested":0,"created":0,
           "currency":"usd","invoice":"","is_default":true,"livemode":false,
           "payment":{"payment_intent":null,"type":"payment_intent"},"status":"open",
           "status_transitions":{"canceled_at":null,"paid_at":null}}
          """);
  private static final ObjectNode WEBHOOK_ENDPOINT =
      Json.template(
          """
          {"id":"","object":"webhook_endpoint","api_version":null,"application":null,"created":0,
           "description":null,"enabled_events":[],"livemode":false,"metadata":{},
           "status":"enabled","url":""}
          """);

  private Shapes() {}

  /**
   * A new one.
   *
   * @throws IllegalArgumentException for events, which {@link EventLog} makes, and balance
   *     transactions, which {@link Settlements} makes
   */
  public static ObjectNode of(Resource resource) {
    return switch (resource) {
      case CUSTOMERS -> Customers.template();
      case CHARGES -> Charges.template();
      case REFUNDS -> Refunds.template();
      case DISPUTES -> Disputes.template();
      case SUBSCRIPTIONS -> Subscriptions.template();
      case SUBSCRIPTION_ITEMS -> Items.template();
      case INVOICES -> Invoices.template();
      case INVOICE_PAYMENTS -> INVOICE_PAYMENT.deepCopy();
      case PRODUCTS -> Products.template();
      case PRICES -> Prices.template();
      case COUPONS -> Coupons.template();
      case CHECKOUT_SESSIONS -> CheckoutSessions.template();
      case PAYMENT_INTENTS -> PaymentIntents.template();
      case WEBHOOK_ENDPOINTS -> WEBHOOK_ENDPOINT.deepCopy();
      case DISCOUNTS -> Discounts.template();
      case EVENTS, BALANCE_TRANSACTIONS ->
          throw new IllegalArgumentException("made elsewhere: " + resource);
    };
  }
}
