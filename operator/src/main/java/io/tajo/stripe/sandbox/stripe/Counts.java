package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How many objects Stripe's lists show: what a full sync must report.
 *
 * @param customers neither deleted nor on a test clock
 * @param charges of guests, and of customers that lists do not show, too
 * @param payments charges that succeeded and captured something
 * @param subscriptions of every status, {@code status=all}
 * @param prices active or not, without inline ones
 */
public record Counts(
    long customers,
    long charges,
    long payments,
    long refunds,
    long disputes,
    long subscriptions,
    long invoices,
    long products,
    long prices,
    long coupons,
    long checkoutSessions) {
  Counts plus(Resource resource, ObjectNode object, int change) {
    boolean payment =
        resource == Resource.CHARGES
            && object.path("status").asText().equals("succeeded")
            && object.path("amount_captured").longValue() > 0;
    return new Counts(
        customers + (resource == Resource.CUSTOMERS ? change : 0),
        charges + (resource == Resource.CHARGES ? change : 0),
        payments + (payment ? change : 0),
        refunds + (resource == Resource.REFUNDS ? change : 0),
        disputes + (resource == Resource.DISPUTES ? change : 0),
        subscriptions + (resource == Resource.SUBSCRIPTIONS ? change : 0),
        invoices + (resource == Resource.INVOICES ? change : 0),
        products + (resource == Resource.PRODUCTS ? change : 0),
        prices + (resource == Resource.PRICES ? change : 0),
        coupons + (resource == Resource.COUPONS ? change : 0),
        checkoutSessions + (resource == Resource.CHECKOUT_SESSIONS ? change : 0));
  }
}
