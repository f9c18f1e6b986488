package io.tajo.stripe.stripe;

import com.stripe.model.Charge;
import com.stripe.model.Coupon;
import com.stripe.model.Customer;
import com.stripe.model.Event;
import com.stripe.model.HasId;
import com.stripe.model.Price;
import com.stripe.model.Product;
import com.stripe.model.Refund;
import com.stripe.model.StripeObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;

/**
 * One Stripe account, read in the API version that stripe-java is made for; written are only
 * webhook endpoints and, in test mode, customers. Thread-safe; calls block, and end with a {@link
 * StripeFailure} or, where the thread is interrupted, with a {@link
 * java.util.concurrent.CancellationException}.
 */
public final class Stripe implements AutoCloseable {
  /** The API version that everything is read in, and webhook endpoints are best made with. */
  public static final String API_VERSION = com.stripe.Stripe.API_VERSION;

  private final Api api;
  private final Reading reading;
  private final InvoicePayments invoicePayments;
  private final WebhookEndpoints webhookEndpoints;
  private final CustomerWrites customerWrites;

  /** Connects to nothing yet. */
  public Stripe(StripeSettings settings, InstantSource clock, Traffic traffic) {
    this(settings, UnaryOperator.identity(), clock, traffic);
  }

  /**
   * The same.
   *
   * @param network what the HTTP client is built with besides: proxies, trusted certificates
   */
  public Stripe(
      StripeSettings settings,
      UnaryOperator<OkHttpClient.Builder> network,
      InstantSource clock,
      Traffic traffic) {
    this(new Api(settings, network, clock, traffic, Thread::sleep, RandomGenerator.getDefault()));
  }

  Stripe(
      StripeSettings settings,
      InstantSource clock,
      Traffic traffic,
      Sleeper sleeper,
      RandomGenerator random) {
    this(new Api(settings, UnaryOperator.identity(), clock, traffic, sleeper, random));
  }

  private Stripe(Api api) {
    this.api = api;
    reading = new Reading(api);
    invoicePayments = new InvoicePayments(api);
    webhookEndpoints = new WebhookEndpoints(api);
    customerWrites = new CustomerWrites(api);
  }

  /**
   * The same account, within the same limits, for whoever has others behind him: a request that
   * fails is repeated twice within seconds, one that hangs is given up after 8 s. Closed with this
   * one.
   */
  public Stripe inHaste() {
    return new Stripe(api.inHaste());
  }

  /**
   * Stripe's time, in whole seconds: an object that is asked for next is at least as new as this.
   */
  public Instant now() {
    return api.now();
  }

  /** A page of a list. Subscriptions come with all their items, tiered prices with all tiers. */
  public Page list(Resource resource, ListQuery query) {
    return reading.page(resource, query);
  }

  /** One object with what its list would show of it; empty where there is none or it is deleted. */
  public Optional<StripeObject> retrieve(Resource resource, String id) {
    return reading.object(resource, id);
  }

  /** Whether Stripe remembers a customer, deleted ones included. */
  public boolean remembersCustomer(String id) {
    try {
      api.get(Resource.CUSTOMERS.path() + "/" + Api.encoded(id), List.of());
      return true;
    } catch (StripeFailure.NotFound unknown) {
      return false;
    }
  }

  public Optional<Customer> customer(String id) {
    return retrieve(Resource.CUSTOMERS, id).map(Customer.class::cast);
  }

  public Optional<Charge> charge(String id) {
    return retrieve(Resource.CHARGES, id).map(Charge.class::cast);
  }

  public Optional<Product> product(String id) {
    return retrieve(Resource.PRODUCTS, id).map(Product.class::cast);
  }

  public Optional<Price> price(String id) {
    return retrieve(Resource.PRICES, id).map(Price.class::cast);
  }

  /** The charges that tried to collect a payment intent; none where there is no such intent. */
  public List<Charge> chargesOf(String paymentIntent) {
    return known(Resource.CHARGES, Charge.class, "payment_intent", paymentIntent);
  }

  /** The refunds of a charge; none where there is no such charge. */
  public List<Refund> refundsOf(String charge) {
    return known(Resource.REFUNDS, Refund.class, "charge", charge);
  }

  private <T extends StripeObject & HasId> List<T> known(
      Resource resource, Class<T> type, String filter, String value) {
    try {
      return reading.all(resource, type, filter, value);
    } catch (StripeFailure.NotFound unknown) {
      return List.of();
    }
  }

  /** The payment intents that paid, or tried to pay, an invoice; none where there is no such. */
  public List<String> paymentIntentsOf(String invoice) {
    return invoicePayments.intentsOf(invoice);
  }

  /**
   * A page of the events feed, which goes back 30 days. To see what no webhook endpoint took,
   * filter with {@code delivery_success=false}.
   */
  public EventPage events(ListQuery query) {
    Page page = reading.page(Resource.EVENTS, query);
    List<RawEvent> events =
        page.objects().stream().map(event -> RawEvent.of((Event) event)).toList();
    return new EventPage(events, page.hasMore(), page.asOf());
  }

  /** An event, or empty where it is unknown or older than 30 days. */
  public Optional<RawEvent> event(String id) {
    return retrieve(Resource.EVENTS, id).map(event -> RawEvent.of((Event) event));
  }

  /** Where the account sends its events. */
  public WebhookEndpoints webhookEndpoints() {
    return webhookEndpoints;
  }

  /** Writes customers; for the end-to-end check in test mode. */
  public CustomerWrites customerWrites() {
    return customerWrites;
  }

  /**
   * A coupon as the discounts of a customer, a subscription or an item still show it, after it was
   * deleted; empty where they do not.
   *
   * @param carrier {@code CUSTOMERS}, {@code SUBSCRIPTIONS} or {@code SUBSCRIPTION_ITEMS}
   * @param id of the carrier
   */
  public Optional<Coupon> couponThrough(Resource carrier, String id, String coupon) {
    String discount = carrier == Resource.CUSTOMERS ? "discount" : "discounts";
    List<String> expands =
        List.of(
            discount + ".source.coupon.applies_to", discount + ".source.coupon.currency_options");
    try {
      String body = api.get(carrier.path() + "/" + Api.encoded(id), expands).body();
      return Shape.coupon(body, coupon);
    } catch (StripeFailure.NotFound gone) {
      return Optional.empty();
    }
  }

  /** Tries whether a resource may be read, with one request. */
  public Access access(Resource resource) {
    try {
      api.get(resource.path() + "?limit=1", List.of());
      return new Access.Granted();
    } catch (StripeFailure.PermissionMissing denied) {
      if (resource == Resource.BALANCE_TRANSACTIONS) {
        reading.denySettlements();
      }
      return new Access.Denied(denied.permission(), String.valueOf(denied.getMessage()));
    }
  }

  /** Whether charges and refunds come with their balance transactions, as far as is known. */
  boolean settlementsReadable() {
    return reading.settlementsReadable();
  }

  /** Ends idle connections. */
  @Override
  public void close() {
    api.close();
  }

  /** Requests a second that a resource can have now, if it has such a part of the account's. */
  double share(Resource resource, double part) {
    return api.share(resource.path(), part);
  }
}
