package io.tajo.stripe.pipeline.reading;

import com.stripe.model.Charge;
import com.stripe.model.Coupon;
import com.stripe.model.Customer;
import com.stripe.model.Dispute;
import com.stripe.model.Invoice;
import com.stripe.model.Price;
import com.stripe.model.Product;
import com.stripe.model.Refund;
import com.stripe.model.StripeObject;
import com.stripe.model.Subscription;
import com.stripe.model.checkout.Session;
import io.tajo.stripe.ledger.Rows;
import java.util.List;
import java.util.function.Function;

/** The rows of Stripe's objects, of whatever kind the ledger holds. */
public final class ObjectRows {
  private ObjectRows() {}

  /** The rows of one object; a subscription brings the prices of its items. */
  public static Rows of(StripeObject object) {
    return of(List.of(object));
  }

  /**
   * The rows of objects of one kind.
   *
   * @throws IllegalArgumentException where the ledger holds no such kind
   */
  public static Rows of(List<? extends StripeObject> objects) {
    Rows rows = Rows.empty();
    return objects.isEmpty()
        ? rows
        : switch (objects.getFirst()) {
          case Customer _ ->
              rows.withCustomers(each(objects, Customer.class, StripeRows::customer));
          case Charge _ -> rows.withCharges(each(objects, Charge.class, StripeRows::charge));
          case Refund _ -> rows.withRefunds(each(objects, Refund.class, StripeRows::refund));
          case Dispute _ -> rows.withDisputes(each(objects, Dispute.class, StripeRows::dispute));
          case Subscription _ ->
              rows.withSubscriptions(each(objects, Subscription.class, StripeRows::subscription))
                  .withPrices(
                      each(objects, Subscription.class, StripeRows::prices).stream()
                          .flatMap(List::stream)
                          .toList());
          case Invoice _ -> rows.withInvoices(each(objects, Invoice.class, StripeRows::invoice));
          case Product _ -> rows.withProducts(each(objects, Product.class, StripeRows::product));
          case Price _ -> rows.withPrices(each(objects, Price.class, PriceRows::price));
          case Coupon _ -> rows.withCoupons(each(objects, Coupon.class, StripeRows::coupon));
          case Session _ ->
              rows.withSessions(each(objects, Session.class, StripeRows::checkoutSession));
          case StripeObject other ->
              throw new IllegalArgumentException("no rows are kept of " + other.getClass());
        };
  }

  private static <S extends StripeObject, R> List<R> each(
      List<? extends StripeObject> objects, Class<S> type, Function<S, R> row) {
    return objects.stream().map(type::cast).map(row).toList();
  }
}
