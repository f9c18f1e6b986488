package io.tajo.stripe.profile;

import static io.tajo.stripe.profile.Given.NOW;
import static io.tajo.stripe.profile.Given.amountOff;
import static io.tajo.stripe.profile.Given.coupon;
import static io.tajo.stripe.profile.Given.customer;
import static io.tajo.stripe.profile.Given.discount;
import static io.tajo.stripe.profile.Given.every;
import static io.tajo.stripe.profile.Given.item;
import static io.tajo.stripe.profile.Given.metered;
import static io.tajo.stripe.profile.Given.monthly;
import static io.tajo.stripe.profile.Given.percentOff;
import static io.tajo.stripe.profile.Given.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.profile.ProfileSettings.Discounts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What discounts leave of MRR. */
class DiscountingTest {
  private static final Instant LATER = NOW.plusSeconds(1);

  /** A contact with a subscription to some of: a = 60 and b = 40 a month, year = 120 a year. */
  private static Scene of(List<SubscriptionItemRow> items, DiscountRow... discounts) {
    return Scene.of(
        customer("cus_1", 1),
        monthly("a", 6000),
        monthly("b", 4000),
        every("year", 1, "year", 12000),
        metered("usage", 500),
        subscription(
            "sub_1",
            1,
            s -> {
              s.items = items;
              s.discounts = List.of(discounts);
            }));
  }

  private static Scene ab(DiscountRow... discounts) {
    return of(List.of(item("si_a", "a", 1), item("si_b", "b", 1)), discounts);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, forever, 100.00",
    "NONE, repeating, 100.00",
    "NONE, once, 100.00",
    "RECURRING, forever, 90.00",
    "RECURRING, repeating, 90.00",
    "RECURRING, once, 100.00",
    "RECURRING, lunar, 100.00",
    "ALL, forever, 90.00",
    "ALL, repeating, 90.00",
    "ALL, once, 90.00",
  })
  void whichDurationsCount(Discounts counted, String duration, String mrr) {
    CouponRow coupon =
        coupon(
            "ten",
            c -> {
              c.duration = duration;
              c.percent = "10";
            });
    assertThat(ab(discount("ten")).and(coupon).discounts(counted).value("mrr"))
        .isEqualTo(mrr + " usd");
  }

  @Test
  void aDiscountRunsWhileItsEndIsAbsentOrAhead() {
    CouponRow ten = percentOff("ten", "10");
    assertThat(ab(discount("ten", LATER)).and(ten).value("mrr")).isEqualTo("90.00 usd");
    assertThat(ab(discount("ten", NOW)).and(ten).value("mrr")).isEqualTo("100.00 usd");
    assertThat(ab(discount("ten", LATER)).and(ten).now(LATER).value("mrr")).isEqualTo("100.00 usd");
  }

  @Test
  void itsEndIsTheNextChange() {
    Instant first = NOW.plusSeconds(100);
    Instant second = NOW.plusSeconds(200);
    Scene scene =
        of(List.of(item("si_a", "a", 1, discount("ten", second))), discount("half", first))
            .and(percentOff("ten", "10"), percentOff("half", "50"));
    assertThat(scene.profile().nextChange()).isEqualTo(first);
    assertThat(scene.now(first).profile().nextChange()).isEqualTo(second);
    assertThat(scene.now(second).profile().nextChange()).isNull();
    assertThat(scene.now(NOW).discounts(Discounts.NONE).profile().nextChange()).isNull();
  }

  @Test
  void eachTakesFromWhatTheOneBeforeLeft() {
    CouponRow ten = percentOff("ten", "10");
    CouponRow thirty = amountOff("thirty", 3000);
    // 100 × 0.9 − 30, and (100 − 30) × 0.9
    assertThat(ab(discount("ten"), discount("thirty")).and(ten, thirty).value("mrr"))
        .isEqualTo("60.00 usd");
    assertThat(ab(discount("thirty"), discount("ten")).and(ten, thirty).value("mrr"))
        .isEqualTo("63.00 usd");
  }

  @Test
  void itemsDiscountsComeFirst() {
    Scene scene =
        of(
                List.of(
                    item("si_a", "a", 1, discount("half"), discount("five")), item("si_b", "b", 1)),
                discount("ten"))
            .and(percentOff("half", "50"), amountOff("five", 500), percentOff("ten", "10"));
    // a: 60 × 0.5 − 5 = 25; (25 + 40) × 0.9
    assertThat(scene.value("mrr")).isEqualTo("58.50 usd");
  }

  @ParameterizedTest
  @CsvSource({
    "33.333, 66.67", // 100 × 0.66667
    "100, 0.00",
    "150, 0.00",
    "-20, 100.00",
    "0, 100.00",
  })
  void percentages(String percent, String mrr) {
    assertThat(ab(discount("p")).and(percentOff("p", percent)).value("mrr"))
        .isEqualTo(mrr + " usd");
  }

  @Test
  void couponsOfBothKindsAreLimitedToTheirProducts() {
    assertThat(ab(discount("p")).and(percentOff("p", "50", "prod_a")).value("mrr"))
        .isEqualTo("70.00 usd");
    assertThat(ab(discount("p")).and(amountOff("p", 1000, "prod_b")).value("mrr"))
        .isEqualTo("90.00 usd");
    assertThat(ab(discount("p")).and(amountOff("p", 9000, "prod_b")).value("mrr"))
        .isEqualTo("60.00 usd");
    assertThat(ab(discount("p")).and(amountOff("p", 1000, "prod_other")).value("mrr"))
        .isEqualTo("100.00 usd");
    // an item's own coupon too
    List<SubscriptionItemRow> items = List.of(item("si_a", "a", 1, discount("p")));
    assertThat(of(items).and(percentOff("p", "50", "prod_b")).value("mrr")).isEqualTo("60.00 usd");
    assertThat(of(items).and(percentOff("p", "50", "prod_a")).value("mrr")).isEqualTo("30.00 usd");
  }

  /** 50 off is 30 off a and 20 off b; then half of what is left of a. */
  @Test
  void anAmountIsSpreadInProportion() {
    Scene scene =
        ab(discount("fifty"), discount("half"))
            .and(amountOff("fifty", 5000), percentOff("half", "50", "prod_a"));
    assertThat(scene.value("mrr")).isEqualTo("35.00 usd"); // 15 + 20
  }

  @Test
  void anAmountTakesAtMostWhatThereIs() {
    assertThat(ab(discount("lot")).and(amountOff("lot", 10001)).value("mrr")).isEqualTo("0.00 usd");
    assertThat(ab(discount("neg")).and(amountOff("neg", -500)).value("mrr"))
        .isEqualTo("100.00 usd");
  }

  @Test
  void anAmountIsOfTheItemsShortestPeriod() {
    CouponRow twelve = amountOff("twelve", 1200);
    // a year alone: 10 − 12 ÷ 12
    assertThat(of(List.of(item("si_y", "year", 1)), discount("twelve")).and(twelve).value("mrr"))
        .isEqualTo("9.00 usd");
    // with a month beside it: 10 + 60 − 12
    List<SubscriptionItemRow> both = List.of(item("si_y", "year", 1), item("si_a", "a", 1));
    assertThat(of(both, discount("twelve")).and(twelve).value("mrr")).isEqualTo("58.00 usd");
    // limited to the yearly product: 10 − 1 + 60
    assertThat(of(both, discount("t")).and(amountOff("t", 1200, "prod_year")).value("mrr"))
        .isEqualTo("69.00 usd");
    // an item that is free already, or metered, is none of them: 10 − 1
    List<SubscriptionItemRow> free =
        List.of(
            item("si_y", "year", 1),
            item("si_a", "a", 1, discount("all")),
            item("si_u", "usage", 9));
    assertThat(of(free, discount("twelve")).and(twelve, percentOff("all", "100")).value("mrr"))
        .isEqualTo("9.00 usd");
    // nor is one of quantity 0
    List<SubscriptionItemRow> zero = List.of(item("si_y", "year", 1), item("si_a", "a", 0));
    assertThat(of(zero, discount("twelve")).and(twelve).value("mrr")).isEqualTo("9.00 usd");
  }

  @Test
  void anAmountInAnotherCurrencyCountsByItsOptionsElseNothing() {
    CouponRow euros =
        coupon(
            "euros",
            c -> {
              c.amount = 1000L;
              c.currency = "eur";
              c.options = Map.of("usd", 1100L);
            });
    assertThat(ab(discount("euros")).and(euros).value("mrr")).isEqualTo("89.00 usd");
    CouponRow onlyEuros =
        coupon(
            "euros",
            c -> {
              c.amount = 1000L;
              c.currency = "eur";
            });
    Scene scene = ab(discount("euros")).and(onlyEuros);
    assertThat(scene.value("mrr")).isEqualTo("100.00 usd");
    assertThat(scene.leftOut()).isEmpty();
  }

  private static Scene customersOwn(DiscountRow own, DiscountRow... discounts) {
    return Scene.of(
        customer(
            "cus_1",
            1,
            c -> {
              c.currency = "usd";
              c.discount = own;
            }),
        customer("cus_2", 2),
        monthly("a", 6000),
        percentOff("ten", "10"),
        percentOff("half", "50"),
        subscription("sub_1", 1, "a", discounts),
        subscription(
            "sub_2",
            1,
            s -> {
              s.customer = "cus_2";
              s.items = List.of(item("si_2", "a", 1));
            }));
  }

  @Test
  void aCustomersOwnDiscountCountsForItsSubscriptionsThatHaveNone() {
    // 60 × 0.9 of cus_1, 60 of cus_2
    assertThat(customersOwn(discount("ten")).value("mrr")).isEqualTo("114.00 usd");
    assertThat(customersOwn(discount("ten"), discount("half")).value("mrr")).isEqualTo("90.00 usd");
    // an ended one still stands in its place
    assertThat(customersOwn(discount("ten"), discount("half", NOW)).value("mrr"))
        .isEqualTo("120.00 usd");
    assertThat(customersOwn(discount("ten", NOW)).value("mrr")).isEqualTo("120.00 usd");
    assertThat(customersOwn(discount("ten", LATER)).profile().nextChange()).isEqualTo(LATER);
  }

  @Test
  void aCouponNeverSeenTakesNothingAndIsNamed() {
    Scene scene = ab(discount("gone", LATER), discount("ten")).and(percentOff("ten", "10"));
    assertThat(scene.value("mrr")).isEqualTo("90.00 usd");
    assertThat(scene.leftOut()).containsExactly("discount usd sub_1");
    assertThat(scene.profile().nextChange()).isEqualTo(LATER);
    assertThat(scene.discounts(Discounts.NONE).leftOut()).isEmpty();
    assertThat(scene.discounts(Discounts.ALL).now(LATER).leftOut()).isEmpty();
  }
}
