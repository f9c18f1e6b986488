package io.tajo.stripe.stripe;

import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.Coupon;
import com.stripe.model.Customer;
import com.stripe.model.Dispute;
import com.stripe.model.Event;
import com.stripe.model.HasId;
import com.stripe.model.Invoice;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Price;
import com.stripe.model.Product;
import com.stripe.model.Refund;
import com.stripe.model.StripeObject;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import com.stripe.model.checkout.Session;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is read from Stripe: where it is listed, and what comes with it. */
public enum Resource {
  CUSTOMERS("customers", "customer_read", Customer.class, Customer::getCreated),
  CHARGES("charges", "charge_read", Charge.class, Charge::getCreated),
  REFUNDS("refunds", "charge_read", Refund.class, Refund::getCreated),
  DISPUTES("disputes", "dispute_read", Dispute.class, Dispute::getCreated),
  SUBSCRIPTIONS(
      "subscriptions",
      "subscription_read",
      Subscription.class,
      Subscription::getCreated,
      "discounts",
      "items.data.discounts"),
  SUBSCRIPTION_ITEMS(
      "subscription_items",
      "subscription_read",
      SubscriptionItem.class,
      SubscriptionItem::getCreated,
      "discounts"),
  INVOICES("invoices", "invoice_read", Invoice.class, Invoice::getCreated),
  PRODUCTS("products", "product_read", Product.class, Product::getCreated),
  PRICES("prices", "plan_read", Price.class, Price::getCreated, "tiers", "currency_options"),
  COUPONS(
      "coupons", "coupon_read", Coupon.class, Coupon::getCreated, "applies_to", "currency_options"),
  CHECKOUT_SESSIONS(
      "checkout/sessions", "checkout_session_read", Session.class, Session::getCreated),
  PAYMENT_INTENTS(
      "payment_intents", "payment_intent_read", PaymentIntent.class, PaymentIntent::getCreated),
  /** Read as a part of charges and refunds; listed only to find out whether it may be read. */
  BALANCE_TRANSACTIONS(
      "balance_transactions",
      "balance_transaction_read",
      BalanceTransaction.class,
      BalanceTransaction::getCreated),
  EVENTS("events", "event_read", Event.class, Event::getCreated);

  private final String path;
  private final String permission;
  private final Class<? extends StripeObject> type;
  private final Function<StripeObject, @Nullable Long> created;
  private final List<String> expands;

  <T extends StripeObject & HasId> Resource(
      String name,
      String permission,
      Class<T> type,
      Function<T, @Nullable Long> created,
      String... expands) {
    this.path = "/v1/" + name;
    this.permission = permission;
    this.type = type;
    this.created = object -> created.apply(type.cast(object));
    this.expands = List.of(expands);
  }

  /** The resource whose list or objects are at an endpoint. */
  static Optional<Resource> at(String endpoint) {
    return Arrays.stream(values())
        .filter(it -> endpoint.equals(it.path) || endpoint.startsWith(it.path + "/"))
        .findFirst();
  }

  /** Of its list: {@code /v1/customers}. */
  public String path() {
    return path;
  }

  /**
   * The permission of a restricted key that it takes, as Stripe's errors write it; where those do
   * not, it is our best knowledge.
   */
  public String permission() {
    return permission;
  }

  /** The stripe-java class of its objects. */
  public Class<? extends StripeObject> type() {
    return type;
  }

  /** When an object of it was created, epoch seconds. */
  @Nullable Long created(StripeObject object) {
    return created.apply(object);
  }

  /** What is expanded in an object: four levels at most, the list's {@code data} included. */
  List<String> expands() {
    return expands;
  }

  /** Whether its objects carry a balance transaction that takes a permission of its own. */
  boolean hasSettlement() {
    return this == CHARGES || this == REFUNDS;
  }

  /** Filters without which the list leaves objects out: cancelled subscriptions. */
  Map<String, String> filters() {
    return this == SUBSCRIPTIONS ? Map.of("status", "all") : Map.of();
  }
}
