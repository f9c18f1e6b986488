package io.tajo.stripe.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Coupon;
import com.stripe.model.Customer;
import com.stripe.model.HasId;
import com.stripe.model.Price;
import com.stripe.model.Product;
import com.stripe.model.StripeCollection;
import com.stripe.model.StripeObject;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import com.stripe.net.ApiResource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one Stripe account, in the API version that stripe-java is made for. Thread-safe; calls
 * block, and end with a {@link StripeFailure} or, where the thread is interrupted, with a {@link
 * java.util.concurrent.CancellationException}.
 */
public final class Stripe implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Stripe.class);
  private static final int IDLE_CONNECTIONS = 64;

  static {
    // Else the SDK adds a header about the machine and keeps an id in the user's home directory.
    com.stripe.Stripe.enableTelemetry = false;
  }

  private final OkHttpClient http;
  private final Limiter limiter;
  private final Transport transport;
  private final StripeClient client;
  private volatile boolean settlementsDenied;

  public Stripe(StripeSettings settings, InstantSource clock, Traffic traffic) {
    this(settings, clock, traffic, Thread::sleep, RandomGenerator.getDefault());
  }

  Stripe(
      StripeSettings settings,
      InstantSource clock,
      Traffic traffic,
      Sleeper sleeper,
      RandomGenerator random) {
    this.http =
        new OkHttpClient.Builder()
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.callTimeout())
            .callTimeout(settings.callTimeout())
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES))
            .followRedirects(false)
            .build();
    this.limiter =
        new Limiter(settings.requestsPerSecond(), settings.requestsPerSecondPerEndpoint());
    this.transport =
        new Transport(http, settings, limiter, new Retries(sleeper, random), clock, traffic);
    this.client =
        StripeClient.builder()
            .setApiKey(settings.secretKey())
            .setApiBase(settings.apiBase().toString())
            .setStripeAccount(settings.account())
            .setHttpClient(transport)
            .build();
  }

  /**
   * Stripe's time, in whole seconds: an object that is asked for next is at least as new as this.
   */
  public Instant now() {
    return transport.now();
  }

  /** A page of a list. Subscriptions come with all their items, tiered prices with all tiers. */
  public Page list(Resource resource, ListQuery query) {
    return withSettlements(resource, expands -> page(resource, query, expands));
  }

  /** One object with what its list would show of it; empty where there is none or it is deleted. */
  public Optional<StripeObject> retrieve(Resource resource, String id) {
    return withSettlements(resource, expands -> object(resource, id, expands));
  }

  /** Whether Stripe remembers a customer, deleted ones included. */
  public boolean remembersCustomer(String id) {
    try {
      get(Resource.CUSTOMERS.path() + "/" + encoded(id), List.of());
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

  public Optional<Subscription> subscription(String id) {
    return retrieve(Resource.SUBSCRIPTIONS, id).map(Subscription.class::cast);
  }

  public Optional<SubscriptionItem> subscriptionItem(String id) {
    return retrieve(Resource.SUBSCRIPTION_ITEMS, id).map(SubscriptionItem.class::cast);
  }

  public Optional<Product> product(String id) {
    return retrieve(Resource.PRODUCTS, id).map(Product.class::cast);
  }

  public Optional<Price> price(String id) {
    return retrieve(Resource.PRICES, id).map(Price.class::cast);
  }

  /** All items of a subscription. */
  public List<SubscriptionItem> items(String subscription) {
    List<SubscriptionItem> items = new ArrayList<>();
    @Nullable String cursor = null;
    boolean more = true;
    while (more) {
      ListQuery query = ListQuery.where("subscription", subscription, cursor);
      Page page = list(Resource.SUBSCRIPTION_ITEMS, query);
      page.objects().forEach(item -> items.add((SubscriptionItem) item));
      more = page.hasMore();
      cursor = items.isEmpty() ? null : items.getLast().getId();
    }
    return items;
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
      String body = get(carrier.path() + "/" + encoded(id), expands).body();
      return Shape.coupon(body, coupon);
    } catch (StripeFailure.NotFound gone) {
      return Optional.empty();
    }
  }

  /** Tries whether a resource may be read, with one request. */
  public Access access(Resource resource) {
    try {
      get(resource.path() + "?limit=1", List.of());
      return new Access.Granted();
    } catch (StripeFailure.PermissionMissing denied) {
      settlementsDenied |= resource == Resource.BALANCE_TRANSACTIONS;
      return new Access.Denied(denied.permission(), String.valueOf(denied.getMessage()));
    }
  }

  /** Whether charges and refunds come with their balance transactions, as far as is known. */
  public boolean settlementsReadable() {
    return !settlementsDenied;
  }

  /** Ends idle connections. */
  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  /** Requests a second that a resource can have now, if it has such a part of the account's. */
  double share(Resource resource, double part) {
    return limiter.share(resource.path(), part);
  }

  private <T> T withSettlements(Resource resource, Function<List<String>, T> read) {
    if (!resource.hasSettlement() || settlementsDenied) {
      return read.apply(resource.expands());
    }
    try {
      return read.apply(List.of("balance_transaction"));
    } catch (StripeFailure.PermissionMissing denied) {
      T answer = read.apply(resource.expands());
      settlementsDenied = true;
      log.atWarn()
          .addKeyValue("permission", denied.permission())
          .log("Balance transactions may not be read: {} come without them", resource);
      return answer;
    }
  }

  private Page page(Resource resource, ListQuery query, List<String> expands) {
    List<String> inData = expands.stream().map("data."::concat).toList();
    Transport.Answer answer = get(resource.path() + query.parameters(resource), inData);
    StripeCollection<?> list = Shape.list(answer.body(), resource.type());
    List<? extends HasId> data = list.getData();
    boolean more = Boolean.TRUE.equals(list.getHasMore());
    if (data == null || (more && data.isEmpty())) {
      throw Shape.unreadable(resource.path());
    }
    List<StripeObject> objects = new ArrayList<>(data.size());
    for (HasId element : data) {
      if (element == null || element.getId() == null) {
        throw Shape.unreadable(resource.path());
      }
      StripeObject object = resource.type().cast(element);
      complete(object);
      objects.add(object);
    }
    return new Page(List.copyOf(objects), more, answer.asOf(), answer.took());
  }

  private Optional<StripeObject> object(Resource resource, String id, List<String> expands) {
    Transport.Answer answer;
    try {
      answer = get(resource.path() + "/" + encoded(id), expands);
    } catch (StripeFailure.NotFound gone) {
      return Optional.empty();
    }
    if (Shape.isDeleted(answer.body())) {
      return Optional.empty();
    }
    StripeObject object = Shape.object(answer.body(), resource.type());
    complete(object);
    return Optional.of(object);
  }

  private void complete(StripeObject object) {
    switch (object) {
      case Subscription subscription -> completeItems(subscription);
      case Price price -> completeTiers(price);
      default -> {}
    }
  }

  private void completeItems(Subscription subscription) {
    if (subscription.getItems() != null
        && Boolean.TRUE.equals(subscription.getItems().getHasMore())) {
      subscription.getItems().setData(items(subscription.getId()));
      subscription.getItems().setHasMore(false);
    }
  }

  /**
   * The tiers of a price's other currencies come only when each currency is named
   * (data.currency_options.tiers is taken and ignored).
   */
  private void completeTiers(Price price) {
    if (!"tiered".equals(price.getBillingScheme()) || price.getCurrencyOptions() == null) {
      return;
    }
    List<String> expands =
        new ArrayList<>(
            price.getCurrencyOptions().entrySet().stream()
                .filter(option -> option.getValue() != null)
                .filter(option -> option.getValue().getTiers() == null)
                .map(option -> "currency_options." + option.getKey() + ".tiers")
                .toList());
    if (expands.isEmpty()) {
      return;
    }
    expands.addAll(Resource.PRICES.expands());
    try {
      Transport.Answer whole = get(Resource.PRICES.path() + "/" + encoded(price.getId()), expands);
      Price read = Shape.object(whole.body(), Price.class);
      price.setCurrencyOptions(read.getCurrencyOptions());
    } catch (StripeFailure.NotFound | StripeFailure.Rejected unknown) {
      log.atWarn()
          .addKeyValue("price", price.getId())
          .log("The tiers of a price's other currencies cannot be read");
    }
  }

  private Transport.Answer get(String path, List<String> expands) {
    StringBuilder url = new StringBuilder(path);
    char separator = path.indexOf('?') < 0 ? '?' : '&';
    for (String expand : expands) {
      url.append(separator).append("expand[]=").append(expand);
      separator = '&';
    }
    try {
      return (Transport.Answer)
          client.rawRequest(ApiResource.RequestMethod.GET, url.toString(), null);
    } catch (StripeException unexpected) {
      throw new StripeFailure.Rejected(
          null, "stripe-java does not send " + path + ": " + unexpected.getClass().getSimpleName());
    }
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
