package io.tajo.stripe.stripe;

import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.Coupon;
import com.stripe.model.Customer;
import com.stripe.model.Dispute;
import com.stripe.model.Event;
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
import org.jspecify.annotations.Nullable;

/** What is read from Stripe: where it is listed, and what comes with it. */
public enum Resource {
  CUSTOMERS("customers", "customer_read", Customer.class),
  CHARGES("charges", "charge_read", Charge.class),
  REFUNDS("refunds", "charge_read", Refund.class),
  DISPUTES("disputes", "dispute_read", Dispute.class),
  SUBSCRIPTIONS("subscriptions", "subscription_read", Subscription.class),
  SUBSCRIPTION_ITEMS("subscription_items", "subscription_read", SubscriptionItem.class),
  INVOICES("invoices", "invoice_read", Invoice.class),
  PRODUCTS("products", "product_read", Product.class),
  PRICES("prices", "plan_read", Price.class),
  COUPONS("coupons", "coupon_read", Coupon.class),
  CHECKOUT_SESSIONS("checkout/sessions", "checkout_session_read", Session.class),
  PAYMENT_INTENTS("payment_intents", "payment_intent_read", PaymentIntent.class),
  /** Read as a part of charges and refunds; listed only to find out whether it may be read. */
  BALANCE_TRANSACTIONS(
      "balance_transactions", "balance_transaction_read", BalanceTransaction.class),
  EVENTS("events", "event_read", Event.class);

  private final String path;
  private final String permission;
  private final Class<? extends StripeObject> type;

  Resource(String name, String permission, Class<? extends StripeObject> type) {
    this.path = "/v1/" + name;
    this.permission = permission;
    this.type = type;
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

  /** What is expanded in an object: four levels at most, the list's {@code data} included. */
  List<String> expands() {
    return switch (this) {
      case SUBSCRIPTIONS -> List.of("discounts", "items.data.discounts");
      case SUBSCRIPTION_ITEMS -> List.of("discounts");
      case PRICES -> List.of("tiers", "currency_options");
      case COUPONS -> List.of("applies_to", "currency_options");
      default -> List.of();
    };
  }

  /** Whether its objects carry a balance transaction that takes a permission of its own. */
  boolean hasSettlement() {
    return this == CHARGES || this == REFUNDS;
  }

  /** Filters without which the list leaves objects out: cancelled subscriptions. */
  Map<String, String> filters() {
    return this == SUBSCRIPTIONS ? Map.of("status", "all") : Map.of();
  }

  /** When an object was created, epoch seconds. */
  public static @Nullable Long created(StripeObject object) {
    return switch (object) {
      case Customer it -> it.getCreated();
      case Charge it -> it.getCreated();
      case Refund it -> it.getCreated();
      case Dispute it -> it.getCreated();
      case Subscription it -> it.getCreated();
      case SubscriptionItem it -> it.getCreated();
      case Invoice it -> it.getCreated();
      case Product it -> it.getCreated();
      case Price it -> it.getCreated();
      case Coupon it -> it.getCreated();
      case Session it -> it.getCreated();
      case PaymentIntent it -> it.getCreated();
      case BalanceTransaction it -> it.getCreated();
      case Event it -> it.getCreated();
      default -> null;
    };
  }
}
