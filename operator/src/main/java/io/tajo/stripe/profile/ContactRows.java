package io.tajo.stripe.profile;

import java.util.List;

/**
 * Everything that one contact's figures are made of: all rows of all customers with one address.
 *
 * @param address the contact's normalised e-mail
 * @param customers not deleted, not on a test clock; empty for a guest's contact
 * @param refunds of {@code charges}
 * @param disputes of {@code charges}
 * @param sessions the customers' and those without a customer that carry the address
 */
public record ContactRows(
    String address,
    List<CustomerRow> customers,
    List<ChargeRow> charges,
    List<RefundRow> refunds,
    List<DisputeRow> disputes,
    List<SubscriptionRow> subscriptions,
    List<InvoiceRow> invoices,
    List<UpcomingInvoiceRow> upcoming,
    List<CheckoutSessionRow> sessions) {}
