package io.tajo.stripe.ledger;

/**
 * How many of each thing the ledger holds. Charges (with their refunds and disputes), invoices and
 * checkout sessions from a given moment on.
 *
 * @param customers not deleted, not on a test clock
 * @param payments charges that succeeded and captured something
 * @param contacts distinct addresses of {@code customers}
 */
public record Counts(
    long customers,
    long deletedCustomers,
    long charges,
    long payments,
    long refunds,
    long disputes,
    long subscriptions,
    long invoices,
    long products,
    long prices,
    long coupons,
    long checkoutSessions,
    long contacts,
    Skipped skipped,
    WithoutCustomer withoutCustomer) {
  /** Customers that make no contact, by reason. */
  public record Skipped(long noEmail, long invalidEmail, long testClock) {}

  /** Objects that belong to nobody. */
  public record WithoutCustomer(long charges, long subscriptions, long invoices) {}
}
