package io.tajo.stripe.profile;

import io.tajo.stripe.profile.ProfileSettings.ChurnAt;
import io.tajo.stripe.profile.ProfileSettings.Discounts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** One contact's rows, a catalog and settings, and the values that they make, as text. */
final class Scene {
  private final List<CustomerRow> customers = new ArrayList<>();
  private final List<ChargeRow> charges = new ArrayList<>();
  private final List<RefundRow> refunds = new ArrayList<>();
  private final List<DisputeRow> disputes = new ArrayList<>();
  private final List<SubscriptionRow> subscriptions = new ArrayList<>();
  private final List<InvoiceRow> invoices = new ArrayList<>();
  private final List<UpcomingInvoiceRow> upcoming = new ArrayList<>();
  private final List<CheckoutSessionRow> sessions = new ArrayList<>();
  private final Map<String, PriceRow> prices = new HashMap<>();
  private final Map<String, ProductRow> products = new HashMap<>();
  private final Map<String, CouponRow> coupons = new HashMap<>();

  private String reporting;
  private final Map<String, BigDecimal> rates = new HashMap<>();
  private Discounts discounts = Discounts.RECURRING;
  private ChurnAt churnAt = ChurnAt.PERIOD_END;
  private Instant since;
  private Set<Topic> readable = EnumSet.allOf(Topic.class);
  private String consentKey;
  private boolean withoutConsent;
  private Instant now = Given.NOW;

  static Scene of(Object... rows) {
    return new Scene().and(rows);
  }

  Scene and(Object... rows) {
    for (Object row : rows) {
      switch (row) {
        case CustomerRow customer -> customers.add(customer);
        case ChargeRow charge -> charges.add(charge);
        case RefundRow refund -> refunds.add(refund);
        case DisputeRow dispute -> disputes.add(dispute);
        case SubscriptionRow subscription -> subscriptions.add(subscription);
        case InvoiceRow invoice -> invoices.add(invoice);
        case UpcomingInvoiceRow event -> upcoming.add(event);
        case CheckoutSessionRow session -> sessions.add(session);
        case PriceRow price -> prices.put(price.id(), price);
        case ProductRow product -> products.put(product.id(), product);
        case CouponRow coupon -> coupons.put(coupon.id(), coupon);
        default -> throw new IllegalArgumentException("not a row: " + row);
      }
    }
    return this;
  }

  Scene reporting(String currency, String... rates) {
    reporting = currency;
    for (String rate : rates) {
      String[] parts = rate.split("=", 2);
      this.rates.put(parts[0], new BigDecimal(parts[1]));
    }
    return this;
  }

  Scene discounts(Discounts counted) {
    discounts = counted;
    return this;
  }

  Scene churnAt(ChurnAt churn) {
    churnAt = churn;
    return this;
  }

  Scene since(Instant start) {
    since = start;
    return this;
  }

  Scene without(Topic... unreadable) {
    readable = EnumSet.complementOf(EnumSet.copyOf(Arrays.asList(unreadable)));
    return this;
  }

  Scene consentKey(String key) {
    consentKey = key;
    return this;
  }

  Scene abandonedWithoutConsent() {
    withoutConsent = true;
    return this;
  }

  Scene now(Instant instant) {
    now = instant;
    return this;
  }

  Scene shuffled(Random random) {
    for (List<?> rows :
        List.of(
            customers, charges, refunds, disputes, subscriptions, invoices, upcoming, sessions)) {
      Collections.shuffle(rows, random);
    }
    return this;
  }

  ContactRows rows() {
    return new ContactRows(
        "ada@example.com",
        customers,
        charges,
        refunds,
        disputes,
        subscriptions,
        invoices,
        upcoming,
        sessions);
  }

  Catalog catalog() {
    return new Catalog(prices, products, coupons);
  }

  ProfileSettings settings() {
    return new ProfileSettings(
        reporting, rates, discounts, churnAt, since, readable, consentKey, withoutConsent);
  }

  Profile profile() {
    return explained().profile();
  }

  Explained explained() {
    return new Profiler(settings()).explain(rows(), catalog(), now);
  }

  /** The value of a source as text; {@code absent} where the field has none. */
  String value(String source) {
    return profile().value(Source.parse(source).orElseThrow()).map(Scene::text).orElse("absent");
  }

  /** The values of several sources, separated by bars. */
  String values(String... sources) {
    return String.join(" | ", Arrays.stream(sources).map(this::value).toList());
  }

  /** What is left out: kind, currency and id, in order. */
  List<String> leftOut() {
    return profile().leftOut().stream()
        .map(left -> left.kind() + " " + left.currency() + " " + left.id())
        .toList();
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Empty() -> "empty";
      case Value.Text(String text) -> text;
      case Value.Whole(var number) -> number.toString();
      case Value.Day(var date) -> date.toString();
      case Value.Flag(boolean yes) -> String.valueOf(yes);
      case Value.Money money -> money.major().toPlainString() + " " + money.currency();
    };
  }
}
