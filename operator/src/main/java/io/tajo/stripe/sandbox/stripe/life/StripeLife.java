package io.tajo.stripe.sandbox.stripe.life;

import io.tajo.stripe.sandbox.stripe.StripeAccount;

/**
 * What can happen in a simulated Stripe account. Each act changes objects that agree with each
 * other, appends the events that Stripe sends of it, in their order, and returns what it made or
 * changed. Safe for many threads; one act happens at a time.
 *
 * @param people customers
 * @param payments charges, refunds, disputes
 * @param subscriptions from their start to their end
 * @param invoices by hand and of subscriptions
 * @param checkouts sessions
 * @param catalog products, prices, coupons
 */
public record StripeLife(
    PeopleActs people,
    PaymentActs payments,
    SubscriptionActs subscriptions,
    InvoiceActs invoices,
    CheckoutActs checkouts,
    CatalogActs catalog) {
  /** Life in this account. */
  public static StripeLife in(StripeAccount account) {
    Chronicle chronicle = new Chronicle(account);
    PaymentActs payments = new PaymentActs(chronicle);
    InvoiceActs invoices = new InvoiceActs(chronicle, payments);
    SubscriptionActs subscriptions = new SubscriptionActs(chronicle, invoices);
    return new StripeLife(
        new PeopleActs(chronicle, subscriptions),
        payments,
        subscriptions,
        invoices,
        new CheckoutActs(chronicle, payments),
        new CatalogActs(chronicle));
  }
}
