package io.tajo.stripe.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Rows for tests: each has what most need, and says only what matters there. Prices are dollars a
 * month.
 */
final class Given {
  static final Instant NOW = Instant.parse("2024-06-15T12:00:00Z");

  private Given() {}

  /** Midnight of the nth day of 2024: 1 is the first of January, 32 the first of February. */
  static Instant day(int ofYear) {
    return Instant.parse("2024-01-01T00:00:00Z").plus(ofYear - 1L, ChronoUnit.DAYS);
  }

  static Instant at(String instant) {
    return Instant.parse(instant);
  }

  static final class Customer {
    String email = "ada@example.com";
    String name;
    String phone;
    String country;
    String city;
    String postalCode;
    Boolean delinquent;
    String language;
    String currency;
    long balance;
    Map<String, String> metadata = Map.of();
    DiscountRow discount;
  }

  static CustomerRow customer(String id, int day, Consumer<Customer> says) {
    Customer c = new Customer();
    says.accept(c);
    return new CustomerRow(
        id,
        day(day),
        false,
        null,
        c.email,
        c.email,
        c.name,
        c.phone,
        c.country,
        c.city,
        c.postalCode,
        c.delinquent,
        c.language,
        c.currency,
        c.balance,
        c.metadata,
        c.discount);
  }

  /** A customer who pays in dollars. */
  static CustomerRow customer(String id, int day) {
    return customer(id, day, c -> c.currency = "usd");
  }

  static final class Charge {
    String customer = "cus_1";
    String currency = "usd";
    String status = "succeeded";
    long captured;
    long refunded;
    Long settled;
    String settledCurrency;
  }

  static ChargeRow charge(String id, int day, Consumer<Charge> says) {
    Charge c = new Charge();
    says.accept(c);
    return new ChargeRow(
        id,
        day(day),
        c.customer,
        c.currency,
        c.status,
        c.captured,
        c.refunded,
        c.settled,
        c.settledCurrency);
  }

  /** A payment in dollars. */
  static ChargeRow charge(String id, int day, long captured, long refunded) {
    return charge(
        id,
        day,
        c -> {
          c.captured = captured;
          c.refunded = refunded;
        });
  }

  static ChargeRow paid(String id, int day, long captured, String currency) {
    return charge(
        id,
        day,
        c -> {
          c.captured = captured;
          c.currency = currency;
        });
  }

  static RefundRow refund(String id, String charge, long amount, String category) {
    return new RefundRow(id, day(1), charge, amount, "succeeded", category);
  }

  static DisputeRow dispute(String id, String charge, long amount, String currency, String status) {
    return new DisputeRow(id, day(1), charge, amount, currency, status);
  }

  static final class Subscription {
    String customer = "cus_1";
    String status = "active";
    String currency = "usd";
    Instant start;
    Instant trialEnd;
    Instant cancelAt;
    boolean cancelAtPeriodEnd;
    Instant canceledAt;
    Instant endedAt;
    String pause;
    List<SubscriptionItemRow> items = List.of();
    List<DiscountRow> discounts = List.of();
  }

  static SubscriptionRow subscription(String id, int day, Consumer<Subscription> says) {
    Subscription s = new Subscription();
    says.accept(s);
    return new SubscriptionRow(
        id,
        day(day),
        s.customer,
        s.status,
        s.currency,
        s.start,
        s.trialEnd,
        s.cancelAt,
        s.cancelAtPeriodEnd,
        s.canceledAt,
        s.endedAt,
        s.pause,
        s.items,
        s.discounts);
  }

  /** An active subscription to one price. */
  static SubscriptionRow subscription(String id, int day, String price, DiscountRow... discounts) {
    return subscription(
        id,
        day,
        s -> {
          s.items = List.of(item("si_" + id, price, 1));
          s.discounts = List.of(discounts);
        });
  }

  static SubscriptionItemRow item(
      String id, String price, long quantity, DiscountRow... discounts) {
    return new SubscriptionItemRow(id, day(1), price, quantity, null, List.of(discounts));
  }

  static final class Price {
    String product;
    String nickname;
    String currency = "usd";
    String unit;
    List<PriceRow.Tier> tiers = List.of();
    String tiersMode;
    String interval = "month";
    long count = 1;
    boolean metered;
    Long divideBy;
    boolean roundUp;
    Map<String, PriceRow.Unit> options = Map.of();
    boolean complete = true;
  }

  static PriceRow price(String id, Consumer<Price> says) {
    Price p = new Price();
    says.accept(p);
    BigDecimal unit = p.unit == null ? null : new BigDecimal(p.unit);
    return new PriceRow(
        id,
        p.product,
        p.nickname,
        p.currency,
        new PriceRow.Unit(unit, p.tiers),
        p.tiersMode,
        p.interval,
        p.count,
        p.metered,
        p.divideBy,
        p.roundUp,
        p.options,
        p.complete);
  }

  /** So many cents a month, of product {@code prod_ID}. */
  static PriceRow monthly(String id, long cents) {
    return price(
        id,
        p -> {
          p.unit = String.valueOf(cents);
          p.product = "prod_" + id;
        });
  }

  /** So many cents a period, of product {@code prod_ID}. */
  static PriceRow every(String id, long count, String interval, long cents) {
    return price(
        id,
        p -> {
          p.unit = String.valueOf(cents);
          p.product = "prod_" + id;
          p.interval = interval;
          p.count = count;
        });
  }

  static PriceRow metered(String id, long cents) {
    return price(
        id,
        p -> {
          p.unit = String.valueOf(cents);
          p.metered = true;
        });
  }

  static PriceRow.Unit unit(String amount) {
    return new PriceRow.Unit(new BigDecimal(amount), List.of());
  }

  /** A tier; {@code upTo} 0 is no end. */
  static PriceRow.Tier tier(long upTo, String amount, String flat) {
    return new PriceRow.Tier(
        upTo == 0 ? null : upTo,
        amount == null ? null : new BigDecimal(amount),
        flat == null ? null : new BigDecimal(flat));
  }

  static final class Coupon {
    String duration = "forever";
    String percent;
    Long amount;
    String currency;
    Map<String, Long> options = Map.of();
    List<String> appliesTo = List.of();
  }

  static CouponRow coupon(String id, Consumer<Coupon> says) {
    Coupon c = new Coupon();
    says.accept(c);
    return new CouponRow(
        id,
        c.duration,
        c.percent == null ? null : new BigDecimal(c.percent),
        c.amount,
        c.currency,
        c.options,
        c.appliesTo);
  }

  static CouponRow percentOff(String id, String percent, String... products) {
    return coupon(
        id,
        c -> {
          c.percent = percent;
          c.appliesTo = List.of(products);
        });
  }

  /** So many cents off. */
  static CouponRow amountOff(String id, long cents, String... products) {
    return coupon(
        id,
        c -> {
          c.amount = cents;
          c.currency = "usd";
          c.appliesTo = List.of(products);
        });
  }

  /** A running discount without an end. */
  static DiscountRow discount(String coupon) {
    return discount(coupon, null);
  }

  static DiscountRow discount(String coupon, Instant end) {
    return new DiscountRow("di_" + coupon, coupon, day(1), end);
  }

  static final class Invoice {
    String status = "open";
    String currency = "usd";
    long due;
    long remaining;
    String number;
    String url;
  }

  static InvoiceRow invoice(String id, int day, Consumer<Invoice> says) {
    Invoice i = new Invoice();
    says.accept(i);
    return new InvoiceRow(
        id, day(day), "cus_1", i.status, i.currency, i.due, i.remaining, i.number, i.url);
  }

  static UpcomingInvoiceRow upcoming(
      String subscription, int day, Instant date, long due, String currency) {
    return new UpcomingInvoiceRow(subscription, "cus_1", day(day), date, due, currency);
  }

  static final class Session {
    String customer = "cus_1";
    String address;
    String status = "expired";
    String consent = "opt_in";
    String asked = "auto";
    String url;
    Instant urlExpires = NOW.plusSeconds(3600);
    String recoveredFrom;
  }

  static CheckoutSessionRow session(String id, int day, Consumer<Session> says) {
    Session s = new Session();
    says.accept(s);
    return new CheckoutSessionRow(
        id,
        day(day),
        s.customer,
        s.address,
        s.status,
        s.consent,
        s.asked,
        s.url,
        s.urlExpires,
        s.recoveredFrom);
  }
}
