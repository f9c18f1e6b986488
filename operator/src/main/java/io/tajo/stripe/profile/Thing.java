package io.tajo.stripe.profile;

import java.time.Instant;
import java.util.Locale;

/**
 * An object of Stripe that a figure is made from.
 *
 * @param kind customer, charge, dispute, subscription, invoice, upcoming invoice, checkout session
 * @param id the object's; of an upcoming invoice, which has none, its subscription's
 * @param status as Stripe writes it; empty where it has none
 */
public record Thing(Kind kind, String id, Instant created, String status) {
  /** What it is. */
  public enum Kind {
    CUSTOMER,
    CHARGE,
    DISPUTE,
    SUBSCRIPTION,
    INVOICE,
    UPCOMING_INVOICE,
    CHECKOUT_SESSION;

    /** In words: {@code checkout session}. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  static Thing of(CustomerRow row) {
    return new Thing(Kind.CUSTOMER, row.id(), row.created(), "");
  }

  static Thing of(ChargeRow row) {
    return new Thing(Kind.CHARGE, row.id(), row.created(), row.status());
  }

  static Thing of(DisputeRow row) {
    return new Thing(Kind.DISPUTE, row.id(), row.created(), row.status());
  }

  static Thing of(SubscriptionRow row) {
    return new Thing(Kind.SUBSCRIPTION, row.id(), row.created(), row.status());
  }

  static Thing of(InvoiceRow row) {
    String status = row.status();
    return new Thing(Kind.INVOICE, row.id(), row.created(), status == null ? "" : status);
  }

  static Thing of(UpcomingInvoiceRow row) {
    return new Thing(Kind.UPCOMING_INVOICE, row.subscription(), row.created(), "");
  }

  static Thing of(CheckoutSessionRow row) {
    String status = row.status();
    return new Thing(Kind.CHECKOUT_SESSION, row.id(), row.created(), status == null ? "" : status);
  }
}
