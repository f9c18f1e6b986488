package io.tajo.stripe.profile;

import static io.tajo.stripe.profile.Given.charge;
import static io.tajo.stripe.profile.Given.customer;
import static io.tajo.stripe.profile.Given.day;
import static io.tajo.stripe.profile.Given.dispute;
import static io.tajo.stripe.profile.Given.paid;
import static io.tajo.stripe.profile.Given.refund;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentsTest {
  private static final String REVERSAL = "partial_capture_reversal";

  @Test
  void withoutPaymentsCountsAndSumsAreZeroAndTheRestIsEmpty() {
    Scene scene = Scene.of(customer("cus_1", 1));
    assertThat(scene.values("payment_count", "failed_payment_count", "dispute_count"))
        .isEqualTo("0 | 0 | 0");
    assertThat(scene.values("total_spent", "total_refunded", "total_spent.jpy"))
        .isEqualTo("0.00 usd | 0.00 usd | 0 jpy");
    assertThat(
            scene.values(
                "average_order_value",
                "last_payment_amount",
                "first_payment_date",
                "last_payment_date"))
        .isEqualTo("empty | empty | empty | empty");
  }

  @Test
  void aPaymentIsASucceededChargeThatCapturedSomething() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            charge("ch_paid", 2, 1000, 0),
            charge("ch_refunded", 3, 2000, 2000),
            charge("ch_hold", 4, 0, 0), // authorised alone
            charge("ch_expired_hold", 5, 0, 500),
            charge(
                "ch_pending",
                6,
                c -> {
                  c.status = "pending";
                  c.captured = 9999;
                }),
            charge("ch_failed", 7, c -> c.status = "failed"),
            charge(
                "ch_odd",
                8,
                c -> {
                  c.status = "teleported";
                  c.captured = 9999;
                }));
    assertThat(scene.values("payment_count", "failed_payment_count")).isEqualTo("2 | 1");
    // 10.00 + (20.00 − 20.00), over two payments
    assertThat(scene.values("total_spent", "total_refunded", "average_order_value"))
        .isEqualTo("10.00 usd | 20.00 usd | 5.00 usd");
    assertThat(scene.values("first_payment_date", "last_payment_date"))
        .isEqualTo("2024-01-02 | 2024-01-03");
    // refunds are not deducted from it
    assertThat(scene.value("last_payment_amount")).isEqualTo("20.00 usd");
  }

  @Test
  void theAverageIsRoundedOnce() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            charge("ch_1", 2, 1000, 0),
            charge("ch_2", 3, 1000, 0),
            charge("ch_3", 4, 1, 0));
    // 20.01 ÷ 3 = 6.67
    assertThat(scene.value("average_order_value")).isEqualTo("6.67 usd");
  }

  /** Both forms of a partial capture make the same: 60 of 100 captured, then 10 given back. */
  @Test
  void anUncapturedRemainderIsNoRefund() {
    Scene older =
        Scene.of(
            customer("cus_1", 1),
            charge("ch_1", 2, 6000, 5000),
            refund("re_remainder", "ch_1", 4000, REVERSAL),
            refund("re_back", "ch_1", 1000, "refund"));
    Scene newer =
        Scene.of(
            customer("cus_1", 1),
            charge("ch_1", 2, 6000, 1000),
            refund("re_back", "ch_1", 1000, "refund"));
    for (Scene scene : new Scene[] {older, newer}) {
      assertThat(scene.values("total_spent", "total_refunded")).isEqualTo("50.00 usd | 10.00 usd");
    }
    // Who may not read refunds or balance transactions cannot tell: 60 − 50 = 10
    assertThat(older.without(Topic.REFUNDS).values("total_spent", "total_refunded"))
        .isEqualTo("10.00 usd | 50.00 usd");
    assertThat(older.without(Topic.SETTLEMENTS).values("total_spent", "total_refunded"))
        .isEqualTo("10.00 usd | 50.00 usd");
  }

  @Test
  void lostDisputesTakeTheirAmountAndOpenOnesNothing() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            charge("ch_1", 2, 10000, 1000),
            dispute("dp_1", "ch_1", 2000, "usd", "lost"),
            dispute("dp_2", "ch_1", 500, "USD", "lost"),
            dispute("dp_3", "ch_1", 4000, "usd", "needs_response"),
            dispute("dp_4", "ch_1", 4000, "usd", "won"),
            dispute("dp_5", "ch_1", 4000, "usd", "warning_closed"),
            dispute("dp_6", "ch_of_somebody_else", 4000, "usd", "lost"));
    // 100 − 10 − 20 − 5; disputes are no refunds
    assertThat(scene.values("total_spent", "total_refunded", "dispute_count"))
        .isEqualTo("65.00 usd | 10.00 usd | 5");
    assertThat(scene.without(Topic.DISPUTES).values("total_spent", "dispute_count"))
        .isEqualTo("90.00 usd | absent");
  }

  @Test
  void aDisputeLostInAnotherCurrencyTakesTheWholeCharge() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            charge("ch_1", 2, 10000, 0),
            charge("ch_2", 3, 700, 0),
            dispute("dp_1", "ch_1", 1, "eur", "lost"));
    assertThat(scene.values("total_spent", "payment_count")).isEqualTo("7.00 usd | 2");
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 1500, 0, 0, 0.00 usd | 15.00 usd", // never below nothing
    "1000, 600, 0, 600, 0.00 usd | 6.00 usd",
    "1000, 300, 400, 0, 10.00 usd | 0.00 usd", // more reversed than refunded
    "1000, -300, 0, 0, 10.00 usd | 0.00 usd",
    "1000, 0, 0, -300, 10.00 usd | 0.00 usd",
    "1000, 0, -300, 0, 10.00 usd | 0.00 usd",
  })
  void noPaymentIsBelowNothing(
      long captured, long refunded, long reversed, long lost, String expected) {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            charge("ch_1", 2, captured, refunded),
            refund("re_1", "ch_1", reversed, REVERSAL),
            dispute("dp_1", "ch_1", lost, "usd", "lost"));
    assertThat(scene.values("total_spent", "total_refunded")).isEqualTo(expected);
  }

  @Test
  void withoutAReportingCurrencyMoneyIsTheContactsOwnAndCountsAndDatesAreOfAll() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            paid("ch_1", 2, 1000, "usd"),
            paid("ch_2", 3, 3000, "usd"),
            paid("ch_3", 4, 500, "jpy"),
            paid("ch_4", 1, 12345, "kwd"));
    assertThat(scene.values("payment_count", "first_payment_date", "last_payment_date"))
        .isEqualTo("4 | 2024-01-01 | 2024-01-04");
    assertThat(scene.values("total_spent", "average_order_value", "last_payment_amount"))
        .isEqualTo("40.00 usd | 20.00 usd | 30.00 usd");
    assertThat(
            scene.values(
                "total_spent.usd", "total_spent.JPY", "total_spent.kwd", "total_spent.eur"))
        .isEqualTo("40.00 usd | 500 jpy | 12.345 kwd | 0.00 eur");
    assertThat(scene.leftOut()).containsExactly("charge jpy ch_3", "charge kwd ch_4");
  }

  @Test
  void aFullyRefundedPaymentCountsInTheAverage() {
    Scene scene =
        Scene.of(customer("cus_1", 1), charge("ch_1", 2, 900, 0), charge("ch_2", 3, 900, 900));
    assertThat(scene.value("average_order_value")).isEqualTo("4.50 usd");
  }

  @Test
  void chargesBeforeTheStartDoNotCountNorDoTheirDisputes() {
    Scene scene =
        Scene.of(
                customer("cus_1", 1),
                charge("ch_before", 9, 500, 100),
                charge("ch_failed_before", 9, c -> c.status = "failed"),
                charge("ch_at", 10, 1000, 0),
                dispute("dp_1", "ch_before", 100, "usd", "needs_response"),
                dispute("dp_2", "ch_at", 100, "usd", "needs_response"))
            .since(day(10));
    assertThat(scene.values("payment_count", "failed_payment_count", "dispute_count"))
        .isEqualTo("1 | 0 | 1");
    assertThat(scene.values("total_spent", "total_refunded", "first_payment_date"))
        .isEqualTo("10.00 usd | 0.00 usd | 2024-01-10");
  }

  @Test
  void ofTwoPaymentsOfOneSecondTheGreaterIdIsNewer() {
    Scene scene =
        Scene.of(customer("cus_1", 1), charge("ch_b", 2, 200, 0), charge("ch_a", 2, 100, 0));
    assertThat(scene.value("last_payment_amount")).isEqualTo("2.00 usd");
  }

  @Test
  void amountsNearTheLimitOfLongAddUp() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            charge("ch_1", 2, Long.MAX_VALUE, Long.MIN_VALUE),
            charge("ch_2", 3, Long.MAX_VALUE, 0));
    assertThat(scene.value("total_spent")).isEqualTo("184467440737095516.14 usd");
  }
}
