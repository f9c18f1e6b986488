package io.tajo.stripe.profile;

import static io.tajo.stripe.profile.Given.at;
import static io.tajo.stripe.profile.Given.customer;
import static io.tajo.stripe.profile.Given.day;
import static io.tajo.stripe.profile.Given.discount;
import static io.tajo.stripe.profile.Given.every;
import static io.tajo.stripe.profile.Given.item;
import static io.tajo.stripe.profile.Given.metered;
import static io.tajo.stripe.profile.Given.monthly;
import static io.tajo.stripe.profile.Given.percentOff;
import static io.tajo.stripe.profile.Given.price;
import static io.tajo.stripe.profile.Given.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.profile.Profile.Membership;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionsTest {
  private static SubscriptionRow of(
      String id, int day, String status, SubscriptionItemRow... items) {
    return subscription(
        id,
        day,
        s -> {
          s.status = status;
          s.items = List.of(items);
        });
  }

  private static SubscriptionItemRow item(String id, int day, String price, Instant periodEnd) {
    return new SubscriptionItemRow(id, day(day), price, 1L, periodEnd, List.of());
  }

  @Test
  void withoutAny() {
    Scene scene = Scene.of(customer("cus_1", 1));
    assertThat(scene.values("subscription_status", "subscription_count", "mrr", "arr"))
        .isEqualTo("none | 0 | 0.00 usd | 0.00 usd");
    for (String field :
        List.of(
            "subscription_id",
            "plan_name",
            "plan_interval",
            "subscription_start",
            "trial_end",
            "current_period_end",
            "cancel_at",
            "subscriptions")) {
      assertThat(scene.value(field)).as(field).isEqualTo("empty");
    }
  }

  @Test
  void theBestStatusWins() {
    List<String> best =
        List.of(
            "active",
            "trialing",
            "past_due",
            "unpaid",
            "paused",
            "incomplete",
            "canceled",
            "incomplete_expired",
            "dormant");
    List<Object> rows = new ArrayList<>(List.of(customer("cus_1", 1)));
    for (String status : best.reversed()) {
      rows.add(of("sub_" + status, 1, status));
      assertThat(Scene.of(rows.toArray()).values("subscription_status", "subscription_id"))
          .isEqualTo(status + " | sub_" + status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "active, SUBSCRIBER, 1",
    "trialing, SUBSCRIBER, 1",
    "past_due, SUBSCRIBER, 1",
    "unpaid, CHURNED, 0",
    "canceled, CHURNED, 0",
    "paused, NEITHER, 0",
    "incomplete, NEITHER, 0",
    "incomplete_expired, NEITHER, 0",
    "dormant, NEITHER, 0",
    "paused canceled, CHURNED, 0",
    "canceled active unpaid trialing, SUBSCRIBER, 2",
    "'', NEITHER, 0",
  })
  void membershipAndCount(String statuses, Membership membership, String count) {
    Scene scene = Scene.of(customer("cus_1", 1));
    Arrays.stream(statuses.split(" ", -1))
        .filter(status -> !status.isEmpty())
        .forEach(status -> scene.and(of("sub_" + status, 1, status)));
    assertThat(scene.profile().membership()).isEqualTo(membership);
    assertThat(scene.value("subscription_count")).isEqualTo(count);
  }

  /** Status first, then what a subscription adds (after discounts), then the newest. */
  @Test
  void thePrimarySubscription() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            monthly("small", 1000),
            monthly("large", 9000),
            percentOff("all", "100"),
            of("sub_past_due", 9, "past_due", Given.item("si_1", "large", 5)),
            of("sub_small", 2, "active", Given.item("si_2", "small", 1)));
    assertThat(scene.value("subscription_id")).isEqualTo("sub_small");
    scene.and(subscription("sub_free", 9, "large", discount("all")));
    assertThat(scene.value("subscription_id")).isEqualTo("sub_small");
    scene.and(of("sub_small_newer", 3, "active", Given.item("si_3", "small", 1)));
    assertThat(scene.value("subscription_id")).isEqualTo("sub_small_newer");
    scene.and(of("sub_small_z", 3, "active", Given.item("si_4", "small", 1)));
    assertThat(scene.value("subscription_id")).isEqualTo("sub_small_z");
    scene.and(of("sub_large", 1, "active", Given.item("si_5", "large", 1)));
    assertThat(scene.value("subscription_id")).isEqualTo("sub_large");
  }

  @Test
  void theLargestItemMakesMostAMonthBeforeDiscountsWhateverTheStatus() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            every("year", 1, "year", 60000), // 50 a month
            every("quarter", 3, "month", 18000), // 60 a month
            monthly("month", 5500),
            metered("usage", 999900),
            percentOff("all", "100"),
            new ProductRow("prod_quarter", " Quarterly "),
            of(
                "sub_1",
                1,
                "canceled",
                Given.item("si_1", "year", 1),
                Given.item("si_2", "quarter", 1, discount("all")),
                Given.item("si_3", "month", 1),
                Given.item("si_4", "usage", 100)));
    assertThat(scene.values("plan_name", "plan_interval")).isEqualTo("Quarterly | 3 months");
  }

  @Test
  void ofItemsThatMakeTheSameTheOldestIsLargest() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            metered("usage_new", 5),
            metered("usage_b", 5),
            metered("usage_a", 5),
            of(
                "sub_1",
                1,
                "active",
                item("si_c", 3, "usage_new", null),
                item("si_b", 2, "usage_b", null),
                item("si_a", 2, "usage_a", null)));
    assertThat(scene.value("plan_name")).isEqualTo("usage_a");
  }

  @Test
  void thePlansNameIsTheProductsElseTheNicknameElseThePricesId() {
    SubscriptionRow subscription = subscription("sub_1", 1, "p");
    Scene scene = Scene.of(customer("cus_1", 1), subscription);
    assertThat(scene.value("plan_name")).isEqualTo("p"); // the catalog lacks the price
    scene.and(priceNamed(" "), new ProductRow("prod_p", "\t"));
    assertThat(scene.value("plan_name")).isEqualTo("p");
    scene.and(priceNamed("Nick "));
    assertThat(scene.value("plan_name")).isEqualTo("Nick");
    scene.and(new ProductRow("prod_p", "Pro"));
    assertThat(scene.value("plan_name")).isEqualTo("Pro");
    assertThat(scene.value("subscriptions")).startsWith("Pro (active)");
    scene.without(Topic.PRODUCTS);
    assertThat(scene.value("plan_name")).isEqualTo("absent");
    assertThat(scene.value("subscriptions")).startsWith("Nick (active)");
  }

  private static PriceRow priceNamed(String nickname) {
    return price(
        "p",
        p -> {
          p.unit = "100";
          p.product = "prod_p";
          p.nickname = nickname;
        });
  }

  private static final Instant MAY = at("2024-05-01T23:59:59Z");
  private static final Instant JULY = at("2024-07-01T00:00:00Z");
  private static final Instant AUGUST = at("2024-08-01T00:00:00Z");

  /**
   * A subscription to 25 euros a month and 10 euros of usage, whose periods end in July and August.
   */
  private static Scene euros(Consumer<Given.Subscription> says) {
    return Scene.of(
        customer("cus_1", 1, c -> c.currency = "eur"),
        price(
            "pro",
            p -> {
              p.unit = "2500";
              p.currency = "eur";
              p.product = "prod_pro";
            }),
        metered("usage", 1000),
        new ProductRow("prod_pro", "Pro"),
        subscription(
            "sub_1",
            1,
            s -> {
              s.currency = "eur";
              s.start = MAY;
              s.items = List.of(item("si_1", 1, "pro", AUGUST), item("si_2", 2, "usage", JULY));
              says.accept(s);
            }));
  }

  @Test
  void datesOfThePrimary() {
    Scene scene = euros(s -> s.trialEnd = at("2024-05-15T00:00:00Z"));
    assertThat(scene.values("subscription_start", "trial_end", "current_period_end", "cancel_at"))
        .isEqualTo("2024-05-01 | 2024-05-15 | 2024-07-01 | empty");
  }

  @Test
  void cancelAtIsItselfElseTheEarliestPeriodsEnd() {
    Instant christmas = at("2024-12-25T00:00:00Z");
    assertThat(euros(s -> s.cancelAt = christmas).value("cancel_at")).isEqualTo("2024-12-25");
    assertThat(euros(s -> s.cancelAtPeriodEnd = true).value("cancel_at")).isEqualTo("2024-07-01");
    Scene both =
        euros(s -> {
          s.cancelAt = christmas;
          s.cancelAtPeriodEnd = true;
        });
    assertThat(both.value("cancel_at")).isEqualTo("2024-12-25");
  }

  @Test
  void anEndedSubscriptionHasNeitherPeriodNorCancellationAhead() {
    for (Scene scene :
        List.of(
            euros(s -> cancelled(s, "canceled", null)),
            euros(s -> cancelled(s, "incomplete_expired", null)),
            euros(s -> cancelled(s, "active", MAY)))) {
      assertThat(scene.values("current_period_end", "cancel_at", "subscription_start"))
          .isEqualTo("empty | empty | 2024-05-01");
    }
  }

  private static void cancelled(Given.Subscription s, String status, Instant endedAt) {
    s.status = status;
    s.endedAt = endedAt;
    s.cancelAt = AUGUST;
    s.cancelAtPeriodEnd = true;
  }

  @Test
  void aLineForASubscription() {
    assertThat(euros(s -> {}).value("subscriptions"))
        .isEqualTo("Pro (active), 25.00 EUR a month, since 2024-05-01");
    assertThat(euros(s -> s.cancelAtPeriodEnd = true).value("subscriptions"))
        .isEqualTo("Pro (active), 25.00 EUR a month, since 2024-05-01 until 2024-07-01");
    assertThat(euros(s -> s.cancelAt = AUGUST).value("subscriptions"))
        .isEqualTo("Pro (active), 25.00 EUR a month, since 2024-05-01 until 2024-08-01");
    assertThat(euros(s -> s.start = null).value("subscriptions"))
        .isEqualTo("Pro (active), 25.00 EUR a month");
  }

  @Test
  void anEndedOneEndedWhenItEndedElseWhenItWasCancelled() {
    Scene ended =
        euros(s -> {
          cancelled(s, "canceled", at("2024-06-02T00:00:00Z"));
          s.canceledAt = at("2024-06-01T00:00:00Z");
        });
    assertThat(ended.value("subscriptions"))
        .isEqualTo("Pro (canceled), 25.00 EUR a month, since 2024-05-01 until 2024-06-02");
    Scene cancelled =
        euros(s -> {
          cancelled(s, "canceled", null);
          s.canceledAt = at("2024-06-01T00:00:00Z");
        });
    assertThat(cancelled.value("subscriptions")).endsWith(" until 2024-06-01");
    // without either nobody knows: what was planned is not what happened
    assertThat(euros(s -> cancelled(s, "canceled", null)).value("subscriptions"))
        .endsWith("since 2024-05-01");
  }

  @ParameterizedTest
  @CsvSource({
    "month, 1, 2500, usd, 25.00 USD a month",
    "month, 3, 2500, usd, 25.00 USD every 3 months",
    "year, 1, 2500, jpy, 2500 JPY a year",
    "week, 2, 12345, kwd, 12.345 KWD every 2 weeks",
    "day, 1, 0, usd, 0.00 USD a day",
  })
  void aLineNamesWhatItMakesAPeriod(
      String interval, long count, long minor, String currency, String expected) {
    PriceRow price =
        price(
            "p",
            p -> {
              p.unit = String.valueOf(minor);
              p.currency = currency;
              p.interval = interval;
              p.count = count;
            });
    SubscriptionRow subscription =
        subscription(
            "sub_1",
            1,
            s -> {
              s.currency = currency;
              s.items = List.of(Given.item("si_1", "p", 1));
              s.discounts = List.of(discount("half"));
            });
    // before discounts, and in its own currency
    Scene scene = Scene.of(customer("cus_1", 1), price, subscription, percentOff("half", "50"));
    assertThat(scene.value("subscriptions")).isEqualTo("p (active), " + expected);
  }

  @Test
  void licensedItemsOfOnePeriodAddUpOfSeveralTheyAreAMonth() {
    Scene same =
        Scene.of(
            customer("cus_1", 1),
            every("year", 1, "year", 60000),
            every("seat", 1, "year", 1000),
            metered("usage", 5),
            of(
                "sub_1",
                1,
                "trialing",
                Given.item("si_1", "year", 1),
                Given.item("si_2", "seat", 3),
                Given.item("si_3", "usage", 1)));
    assertThat(same.value("subscriptions")).isEqualTo("year (trialing), 630.00 USD a year");
    Scene several =
        Scene.of(
            customer("cus_1", 1),
            every("year", 1, "year", 60000),
            monthly("seat", 1000),
            of("sub_1", 1, "active", Given.item("si_1", "year", 1), Given.item("si_2", "seat", 1)));
    assertThat(several.value("subscriptions")).isEqualTo("year (active), 60.00 USD a month");
  }

  @Test
  void usageAloneMakesNothingAPeriodAndAnUnknownPriceIsNotNamed() {
    PriceRow usage =
        price(
            "usage",
            p -> {
              p.metered = true;
              p.interval = "year";
            });
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            usage,
            of("sub_1", 3, "active", Given.item("si_1", "usage", 1)),
            of("sub_2", 2, "active", Given.item("si_2", "gone", 1)),
            of("sub_3", 1, "active"));
    assertThat(scene.value("subscriptions"))
        .isEqualTo("usage (active), 0.00 USD a year\ngone (active)\nsub_3 (active)");
  }

  @Test
  void linesComeInTheOrderOfPrimaryAndBreakNowhereElse() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            monthly("a", 1000),
            monthly("b", 2000),
            new ProductRow("prod_a", "Two\r\nlines\u2028or\nthree"),
            new ProductRow("prod_b", "B"),
            of("sub_1", 1, "canceled", Given.item("si_1", "b", 1)),
            of("sub_2", 2, "active", Given.item("si_2", "a", 1)),
            of("sub_3", 1, "active", Given.item("si_3", "b", 1)));
    assertThat(scene.value("subscriptions"))
        .isEqualTo(
            """
            B (active), 20.00 USD a month
            Two lines or three (active), 10.00 USD a month
            B (canceled), 20.00 USD a month\
            """);
  }

  @Test
  void subscriptionsFromBeforeTheStartCount() {
    Scene scene = Scene.of(customer("cus_1", 1), monthly("a", 1000), subscription("sub_1", 1, "a"));
    assertThat(scene.since(day(100)).values("mrr", "subscription_id"))
        .isEqualTo("10.00 usd | sub_1");
  }
}
