package io.tajo.stripe.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A contact that anything may have happened to, the impossible included. */
final class RandomRows {
  private static final String LONG = "Ada \ud83e\udd8a\n\u0007".repeat(1250); // 10,000 characters
  private static final String[] NAMES = {"Ada King", "Pro", "", " ", "\u00a0", LONG, "\ud83e"};
  private static final String[] CURRENCIES = {"usd", "eur", "jpy", "kwd", "zzz", "", "USD"};
  private static final String[] STATUSES = {
    "active",
    "trialing",
    "past_due",
    "unpaid",
    "paused",
    "canceled",
    "incomplete",
    "incomplete_expired",
    "dormant",
    "",
    "succeeded",
    "failed",
    "pending",
    "lost",
    "won",
    "open",
    "paid",
    "void",
    "draft",
    "uncollectible",
    "expired",
    "complete"
  };
  private static final String[] INTERVALS = {"day", "week", "month", "year", "decade", null};
  private static final long[] AMOUNTS = {
    0, 1, 99, 1000, 123_456, -1, -5000, Long.MAX_VALUE, Long.MIN_VALUE
  };
  private static final long[] COUNTS = {1, 1, 2, 3, 12, 0, -1, Long.MAX_VALUE};
  private static final String[] DECIMALS = {
    "1000", "0", "0.000000000001", "33.3", "-7", "1e999999999", "1e-999999999", "100"
  };
  private static final int IDS = 6;

  private final Random random;

  RandomRows(long seed) {
    random = new Random(seed);
  }

  Scene scene() {
    List<Object> rows = new ArrayList<>();
    for (int i = 0; i < IDS; i++) {
      rows.add(customer("cus_" + i));
      rows.add(price("price_" + i));
      rows.add(coupon("coupon_" + i));
      rows.add(new ProductRow("prod_" + i, one(NAMES)));
      rows.add(charge("ch_" + i));
      rows.add(Given.refund("re_" + i, id("ch"), amount(), maybe("partial_capture_reversal")));
      rows.add(Given.dispute("dp_" + i, id("ch"), amount(), one(CURRENCIES), one(STATUSES)));
      rows.add(subscription("sub_" + i));
      rows.add(invoice("in_" + i));
      rows.add(
          new UpcomingInvoiceRow(
              id("sub"), id("cus"), day(), instant(), amount(), one(CURRENCIES)));
      rows.add(session("cs_" + i));
    }
    Scene scene = Scene.of(rows.toArray());
    scene.discounts(one(ProfileSettings.Discounts.values()));
    scene.churnAt(one(ProfileSettings.ChurnAt.values()));
    scene.consentKey(maybe("key"));
    scene.since(random.nextBoolean() ? null : day());
    return random.nextBoolean() ? scene : scene.reporting("usd", "eur=1.08", "jpy=0.0064");
  }

  private CustomerRow customer(String id) {
    return new CustomerRow(
        id,
        day(),
        false,
        null,
        "ada@example.com",
        "ada@example.com",
        maybe(one(NAMES)),
        maybe(one(NAMES)),
        maybe(one(NAMES)),
        maybe(one(NAMES)),
        maybe(one(NAMES)),
        random.nextBoolean() ? null : (Boolean) random.nextBoolean(),
        maybe(one(NAMES)),
        maybe(one(CURRENCIES)),
        amount(),
        Map.of("key", one(NAMES), one(NAMES), "no"),
        random.nextBoolean() ? null : discount());
  }

  private ChargeRow charge(String id) {
    return new ChargeRow(
        id,
        day(),
        id("cus"),
        one(CURRENCIES),
        random.nextInt(3) > 0 ? "succeeded" : one(STATUSES),
        amount(),
        amount(),
        random.nextBoolean() ? null : (Long) amount(),
        maybe(one(CURRENCIES)));
  }

  private SubscriptionRow subscription(String id) {
    List<SubscriptionItemRow> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Long quantity = random.nextBoolean() ? null : (Long) amount();
      items.add(
          new SubscriptionItemRow(id + i, day(), id("price"), quantity, instant(), discounts()));
    }
    return new SubscriptionRow(
        id,
        day(),
        id("cus"),
        random.nextBoolean() ? "active" : one(STATUSES),
        one(CURRENCIES),
        instant(),
        instant(),
        instant(),
        random.nextBoolean(),
        instant(),
        random.nextInt(3) > 0 ? null : instant(),
        maybe("void"),
        items,
        discounts());
  }

  private PriceRow price(String id) {
    return new PriceRow(
        id,
        maybe(id("prod")),
        maybe(one(NAMES)),
        one(CURRENCIES),
        unit(),
        maybe(one("volume", "graduated", "spiral")),
        one(INTERVALS),
        one(COUNTS),
        random.nextInt(4) == 0,
        random.nextBoolean() ? null : (Long) one(COUNTS),
        random.nextBoolean(),
        random.nextBoolean() ? Map.of() : Map.of("usd", unit(), "eur", unit()),
        random.nextBoolean());
  }

  private PriceRow.Unit unit() {
    List<PriceRow.Tier> tiers = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Long upTo = random.nextBoolean() ? null : (Long) amount();
      tiers.add(new PriceRow.Tier(upTo, decimal(), decimal()));
    }
    return new PriceRow.Unit(decimal(), tiers);
  }

  private CouponRow coupon(String id) {
    return new CouponRow(
        id,
        one("forever", "once", "repeating", "lunar"),
        decimal(),
        random.nextBoolean() ? null : (Long) amount(),
        maybe(one(CURRENCIES)),
        Map.of("eur", amount()),
        random.nextBoolean() ? List.of() : List.of(id("prod")));
  }

  private List<DiscountRow> discounts() {
    List<DiscountRow> discounts = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      discounts.add(discount());
    }
    return discounts;
  }

  private DiscountRow discount() {
    return new DiscountRow("di_1", one(id("coupon"), id("coupon"), "gone"), instant(), instant());
  }

  private InvoiceRow invoice(String id) {
    return new InvoiceRow(
        id,
        day(),
        id("cus"),
        maybe(one(STATUSES)),
        one(CURRENCIES),
        amount(),
        amount(),
        maybe(one(NAMES)),
        maybe(one(NAMES)));
  }

  private CheckoutSessionRow session(String id) {
    return new CheckoutSessionRow(
        id,
        day(),
        maybe(id("cus")),
        "ada@example.com",
        random.nextBoolean() ? "expired" : maybe(one(STATUSES)),
        maybe(one("opt_in", "opt_out")),
        maybe(one("auto", "none")),
        maybe("https://buy.example/" + id),
        instant(),
        maybe(id("cs")));
  }

  private String id(String prefix) {
    return prefix + "_" + random.nextInt(IDS);
  }

  private Instant day() {
    return Given.day(1 + random.nextInt(5));
  }

  /** Missing, around now, or at the ends of time. */
  private Instant instant() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> null;
      case 2 -> random.nextBoolean() ? Instant.MAX : Instant.MIN;
      default -> Given.NOW.plusSeconds(random.nextInt(200) - 50L);
    };
  }

  private long amount() {
    return one(AMOUNTS);
  }

  private BigDecimal decimal() {
    return random.nextInt(3) == 0 ? null : new BigDecimal(one(DECIMALS));
  }

  private String maybe(String text) {
    return random.nextBoolean() ? text : null;
  }

  @SafeVarargs
  private <T> T one(T... values) {
    return values[random.nextInt(values.length)];
  }

  private long one(long[] values) {
    return values[random.nextInt(values.length)];
  }
}
