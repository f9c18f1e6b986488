package io.tajo.stripe.ledger;

import io.tajo.stripe.profile.ChargeRow;
import io.tajo.stripe.profile.CheckoutSessionRow;
import io.tajo.stripe.profile.CouponRow;
import io.tajo.stripe.profile.CustomerRow;
import io.tajo.stripe.profile.DisputeRow;
import io.tajo.stripe.profile.InvoiceRow;
import io.tajo.stripe.profile.PriceRow;
import io.tajo.stripe.profile.ProductRow;
import io.tajo.stripe.profile.RefundRow;
import io.tajo.stripe.profile.SubscriptionRow;
import io.tajo.stripe.profile.UpcomingInvoiceRow;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Rows that were seen in Stripe at one moment, of any kinds; of those with one id the last counts.
 */
public record Rows(
    List<CustomerRow> customers,
    List<ChargeRow> charges,
    List<RefundRow> refunds,
    List<DisputeRow> disputes,
    List<SubscriptionRow> subscriptions,
    List<InvoiceRow> invoices,
    List<ProductRow> products,
    List<PriceRow> prices,
    List<CouponRow> coupons,
    List<CheckoutSessionRow> sessions,
    List<UpcomingInvoiceRow> upcoming) {
  private static final Rows EMPTY = new Draft().rows();

  public static Rows empty() {
    return EMPTY;
  }

  public Rows withCustomers(List<CustomerRow> rows) {
    return with(draft -> draft.customers = rows);
  }

  public Rows withCharges(List<ChargeRow> rows) {
    return with(draft -> draft.charges = rows);
  }

  public Rows withRefunds(List<RefundRow> rows) {
    return with(draft -> draft.refunds = rows);
  }

  public Rows withDisputes(List<DisputeRow> rows) {
    return with(draft -> draft.disputes = rows);
  }

  public Rows withSubscriptions(List<SubscriptionRow> rows) {
    return with(draft -> draft.subscriptions = rows);
  }

  public Rows withInvoices(List<InvoiceRow> rows) {
    return with(draft -> draft.invoices = rows);
  }

  public Rows withProducts(List<ProductRow> rows) {
    return with(draft -> draft.products = rows);
  }

  public Rows withPrices(List<PriceRow> rows) {
    return with(draft -> draft.prices = rows);
  }

  public Rows withCoupons(List<CouponRow> rows) {
    return with(draft -> draft.coupons = rows);
  }

  public Rows withSessions(List<CheckoutSessionRow> rows) {
    return with(draft -> draft.sessions = rows);
  }

  public Rows withUpcoming(List<UpcomingInvoiceRow> rows) {
    return with(draft -> draft.upcoming = rows);
  }

  /** These rows and then those. */
  public Rows and(Rows more) {
    return new Rows(
        both(customers, more.customers),
        both(charges, more.charges),
        both(refunds, more.refunds),
        both(disputes, more.disputes),
        both(subscriptions, more.subscriptions),
        both(invoices, more.invoices),
        both(products, more.products),
        both(prices, more.prices),
        both(coupons, more.coupons),
        both(sessions, more.sessions),
        both(upcoming, more.upcoming));
  }

  private static <T> List<T> both(List<T> some, List<T> more) {
    return some.isEmpty()
        ? more
        : more.isEmpty() ? some : Stream.concat(some.stream(), more.stream()).toList();
  }

  private Rows with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.customers = customers;
    draft.charges = charges;
    draft.refunds = refunds;
    draft.disputes = disputes;
    draft.subscriptions = subscriptions;
    draft.invoices = invoices;
    draft.products = products;
    draft.prices = prices;
    draft.coupons = coupons;
    draft.sessions = sessions;
    draft.upcoming = upcoming;
    change.accept(draft);
    return draft.rows();
  }

  private static final class Draft {
    private List<CustomerRow> customers = List.of();
    private List<ChargeRow> charges = List.of();
    private List<RefundRow> refunds = List.of();
    private List<DisputeRow> disputes = List.of();
    private List<SubscriptionRow> subscriptions = List.of();
    private List<InvoiceRow> invoices = List.of();
    private List<ProductRow> products = List.of();
    private List<PriceRow> prices = List.of();
    private List<CouponRow> coupons = List.of();
    private List<CheckoutSessionRow> sessions = List.of();
    private List<UpcomingInvoiceRow> upcoming = List.of();

    Rows rows() {
      return new Rows(
          customers,
          charges,
          refunds,
          disputes,
          subscriptions,
          invoices,
          products,
          prices,
          coupons,
          sessions,
          upcoming);
    }
  }
}
