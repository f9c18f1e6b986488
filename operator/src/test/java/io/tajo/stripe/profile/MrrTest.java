package io.tajo.stripe.profile;

import static io.tajo.stripe.profile.Given.NOW;
import static io.tajo.stripe.profile.Given.customer;
import static io.tajo.stripe.profile.Given.every;
import static io.tajo.stripe.profile.Given.item;
import static io.tajo.stripe.profile.Given.metered;
import static io.tajo.stripe.profile.Given.monthly;
import static io.tajo.stripe.profile.Given.price;
import static io.tajo.stripe.profile.Given.subscription;
import static io.tajo.stripe.profile.Given.tier;
import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.profile.ProfileSettings.ChurnAt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which subscriptions and items count, and what they make a month before discounts. */
class MrrTest {
  /** Stripe's own example (billing/subscriptions/analytics). */
  @Test
  void aHundredAtAHundredAMonthAndFiftyAtSixHundredAYear() {
    List<Object> rows =
        new ArrayList<>(
            List.of(
                customer("cus_1", 1),
                monthly("price_month", 100_00),
                every("price_year", 1, "year", 600_00)));
    for (int i = 0; i < 100; i++) {
      rows.add(subscription("sub_m" + i, 1, "price_month"));
    }
    for (int i = 0; i < 50; i++) {
      rows.add(subscription("sub_y" + i, 1, "price_year"));
    }
    assertThat(Scene.of(rows.toArray()).values("mrr", "arr", "subscription_count"))
        .isEqualTo("12500.00 usd | 150000.00 usd | 150");
  }

  @ParameterizedTest
  @CsvSource({
    "active, 10.00 usd",
    "past_due, 10.00 usd",
    "trialing, 0.00 usd",
    "unpaid, 0.00 usd",
    "paused, 0.00 usd",
    "incomplete, 0.00 usd",
    "incomplete_expired, 0.00 usd",
    "canceled, 0.00 usd",
    "dormant, 0.00 usd",
  })
  void onlyActiveAndPastDueCount(String status, String mrr) {
    assertThat(of(s -> s.status = status).value("mrr")).isEqualTo(mrr);
  }

  /** A contact with one subscription of 10 dollars a month. */
  private static Scene of(Consumer<Given.Subscription> says) {
    return Scene.of(
        customer("cus_1", 1),
        monthly("price_1", 1000),
        subscription(
            "sub_1",
            1,
            s -> {
              s.items = List.of(item("si_1", "price_1", 1));
              says.accept(s);
            }));
  }

  @ParameterizedTest
  @CsvSource({"void, 0.00 usd", "keep_as_draft, 10.00 usd", "mark_uncollectible, 10.00 usd"})
  void aVoidPauseCountsNothing(String behavior, String mrr) {
    Scene scene = of(s -> s.pause = behavior);
    assertThat(scene.values("mrr", "subscription_count", "subscription_status"))
        .isEqualTo(mrr + " | 1 | active");
    assertThat(scene.profile().membership()).isEqualTo(Profile.Membership.SUBSCRIBER);
  }

  @Test
  void churnAtThePeriodsEndOrOnceItIsCancelled() {
    for (Scene scene :
        List.of(of(s -> s.cancelAtPeriodEnd = true), of(s -> s.cancelAt = NOW.plusSeconds(60)))) {
      assertThat(scene.value("mrr")).isEqualTo("10.00 usd");
      scene.churnAt(ChurnAt.CANCELLATION);
      assertThat(scene.values("mrr", "subscription_count", "subscription_status"))
          .isEqualTo("0.00 usd | 1 | active");
      assertThat(scene.profile().membership()).isEqualTo(Profile.Membership.SUBSCRIBER);
    }
    assertThat(of(s -> {}).churnAt(ChurnAt.CANCELLATION).value("mrr")).isEqualTo("10.00 usd");
  }

  @Test
  void meteredItemsCountNothingThoughTheirPriceIsNotKnown() {
    PriceRow usage = price("price_usage", p -> p.metered = true);
    Scene scene =
        of(s -> s.items = List.of(item("si_1", "price_1", 3), item("si_2", "price_usage", 100)))
            .and(usage);
    assertThat(scene.value("mrr")).isEqualTo("30.00 usd");
    assertThat(scene.leftOut()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "month, 1, 1000, 10.00",
    "month, 3, 1000, 3.33",
    "year, 1, 1000, 0.83",
    "year, 2, 24000, 10.00",
    "week, 1, 1000, 43.48", // × 487/112 = 4.348…
    "week, 2, 1000, 21.74",
    "day, 1, 100, 30.44", // × 487/16 = 30.4375
    "day, 30, 1000, 10.15",
  })
  void everyPeriodIsBroughtToAMonth(String interval, long count, long cents, String mrr) {
    Scene scene = of(s -> s.items = List.of(item("si_1", "p", 1)));
    assertThat(scene.and(every("p", count, interval, cents)).value("mrr")).isEqualTo(mrr + " usd");
  }

  /** 10 ÷ 12 rounds to 0.83; a year of it is 10 again, and three of them are 2.50. */
  @Test
  void nothingIsRoundedOnTheWay() {
    PriceRow yearly = every("p", 1, "year", 1000);
    Scene one = of(s -> s.items = List.of(item("si_1", "p", 1))).and(yearly);
    assertThat(one.values("mrr", "arr")).isEqualTo("0.83 usd | 10.00 usd");
    Scene three = one.and(subscription("sub_2", 2, "p"), subscription("sub_3", 3, "p"));
    assertThat(three.value("mrr")).isEqualTo("2.50 usd");
  }

  @Test
  void itemsOfSeveralPeriodsAddUpAMonth() {
    Scene scene =
        of(s -> s.items = List.of(item("si_1", "price_1", 2), item("si_2", "p", 1)))
            .and(every("p", 1, "year", 6000));
    assertThat(scene.value("mrr")).isEqualTo("25.00 usd");
  }

  @Test
  void tiersCountByQuantity() {
    PriceRow graduated =
        price(
            "p",
            p -> {
              p.tiersMode = "graduated";
              p.tiers = List.of(tier(5, "1000", null), tier(0, "500", "200"));
            });
    // 5 × 10 + 2 + 2 × 5
    Scene scene = of(s -> s.items = List.of(item("si_1", "p", 7))).and(graduated);
    assertThat(scene.value("mrr")).isEqualTo("62.00 usd");
  }

  @Test
  void aPriceInAnotherCurrencyCountsByItsOptionsElseNotAtAll() {
    PriceRow euros =
        price(
            "p",
            p -> {
              p.currency = "eur";
              p.unit = "900";
              p.options = Map.of("usd", Given.unit("1000"));
            });
    Scene scene = of(s -> s.items = List.of(item("si_1", "p", 1))).and(euros);
    assertThat(scene.value("mrr")).isEqualTo("10.00 usd");
    Scene none =
        scene.and(
            price(
                "p",
                p -> {
                  p.currency = "eur";
                  p.unit = "900";
                }));
    assertThat(none.values("mrr", "subscription_count")).isEqualTo("0.00 usd | 1");
    assertThat(none.leftOut()).containsExactly("unpriced usd sub_1");
  }

  @Test
  void oneItemWithoutAPriceLeavesTheWholeSubscriptionOut() {
    List<SubscriptionItemRow> items = List.of(item("si_1", "price_1", 1), item("si_2", "p", 1));
    Scene missing = of(s -> s.items = items);
    Scene tiersUnread =
        of(s -> s.items = items)
            .and(
                price(
                    "p",
                    p -> {
                      p.tiersMode = "volume";
                      p.complete = false;
                    }));
    Scene oddInterval = of(s -> s.items = items).and(every("p", 1, "decade", 100));
    for (Scene scene : List.of(missing, tiersUnread, oddInterval)) {
      assertThat(scene.value("mrr")).isEqualTo("0.00 usd");
      assertThat(scene.leftOut()).containsExactly("unpriced usd sub_1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"trialing", "canceled", "paused"})
  void whatAddsNothingAnywayIsNotLeftOut(String status) {
    Scene scene =
        of(s -> {
          s.status = status;
          s.items = List.of(item("si_1", "missing", 1));
        });
    assertThat(scene.leftOut()).isEmpty();
  }

  @Test
  void withoutAReportingCurrencyOnlyTheContactsOwnCounts() {
    PriceRow euros =
        price(
            "p",
            p -> {
              p.currency = "eur";
              p.unit = "900";
            });
    SubscriptionRow other =
        subscription(
            "sub_2",
            2,
            s -> {
              s.currency = "eur";
              s.items = List.of(item("si_2", "p", 1));
            });
    Scene scene = of(s -> {}).and(euros, other);
    assertThat(scene.values("mrr", "subscription_count")).isEqualTo("10.00 usd | 2");
    assertThat(scene.leftOut()).containsExactly("subscription eur sub_2");
  }

  @Test
  void quantitiesNearTheLimitOfLongAddUp() {
    Scene scene =
        of(s -> s.items = List.of(item("si_1", "price_1", Long.MAX_VALUE)))
            .and(metered("price_m", 1));
    assertThat(scene.value("mrr")).isEqualTo("92233720368547758070.00 usd");
  }
}
