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
public record SourceObject(Kind kind, String id, Instant created, String status) {
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

  static SourceObject of(CustomerRow row) {
    return new SourceObject(Kind.CUSTOMER, row.id(), row.created(), "");
  }

  static SourceObject of(ChargeRow row) {
    return new SourceObject(Kind.CHARGE, row.id(), row.created(), row.status());
  }

  static SourceObject of(DisputeRow row) {
    return new SourceObject(Kind.DISPUTE, row.id(), row.created(), row.status());
  }

  static SourceObject of(SubscriptionRow row) {
    return new SourceObject(Kind.SUBSCRIPTION, row.id(), row.created(), row.status());
  }

  static SourceObject of(InvoiceRow row) {
    String status = row.status();
    return new SourceObject(Kind.INVOICE, row.id(), row.created(), status == null ? "" : status);
  }

  static SourceObject of(UpcomingInvoiceRow row) {
    return new SourceObject(Kind.UPCOMING_INVOICE, row.subscription(), row.created(), "");
  }

  static SourceObject of(CheckoutSessionRow row) {
    String status = row.status();
    return new SourceObject(
        Kind.CHECKOUT_SESSION, row.id(), row.created(), status == null ? "" : status);
  }
}
