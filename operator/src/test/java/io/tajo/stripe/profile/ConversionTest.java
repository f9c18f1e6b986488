package io.tajo.stripe.profile;

import static io.tajo.stripe.profile.Given.charge;
import static io.tajo.stripe.profile.Given.customer;
import static io.tajo.stripe.profile.Given.dispute;
import static io.tajo.stripe.profile.Given.invoice;
import static io.tajo.stripe.profile.Given.item;
import static io.tajo.stripe.profile.Given.monthly;
import static io.tajo.stripe.profile.Given.paid;
import static io.tajo.stripe.profile.Given.price;
import static io.tajo.stripe.profile.Given.refund;
import static io.tajo.stripe.profile.Given.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Money with a reporting currency. */
class ConversionTest {
  private static ChargeRow settled(
      String id, int day, long captured, long refunded, long settled, String settledCurrency) {
    return charge(
        id,
        day,
        c -> {
          c.currency = "eur";
          c.captured = captured;
          c.refunded = refunded;
          c.settled = settled;
          c.settledCurrency = settledCurrency;
        });
  }

  @Test
  void aChargeCountsAsItIsElseAsSettledElseAtTheRateElseNotAtAll() {
    Scene scene =
        Scene.of(
                customer("cus_1", 1),
                // in the reporting currency, though it settled in another
                charge(
                    "ch_own",
                    2,
                    c -> {
                      c.captured = 1000;
                      c.settled = 1L;
                      c.settledCurrency = "eur";
                    }),
                settled("ch_settled", 3, 1000, 0, 1105, "USD"),
                settled("ch_rated", 4, 1000, 0, 900, "gbp"),
                paid("ch_out", 5, 777, "sek"))
            .reporting("usd", "eur=1.08");
    // 10.00 + 11.05 + 10.80
    assertThat(scene.values("total_spent", "average_order_value", "last_payment_amount"))
        .isEqualTo("31.85 usd | 10.62 usd | 10.80 usd"); // 31.85 ÷ 3 = 10.6166…
    assertThat(scene.leftOut()).containsExactly("charge sek ch_out");
    assertThat(scene.value("total_spent.eur")).isEqualTo("20.00 eur");
    assertThat(scene.value("total_spent.sek")).isEqualTo("7.77 sek");
    // Who may not read balance transactions has the rate: 10.00 + 10.80 + 10.80
    assertThat(scene.without(Topic.SETTLEMENTS).value("total_spent")).isEqualTo("31.60 usd");
  }

  @Test
  void refundsAndLostDisputesGoAtTheRateOfTheirCharge() {
    Scene scene =
        Scene.of(
                customer("cus_1", 1),
                settled("ch_1", 3, 3000, 1000, 4000, "usd"),
                dispute("dp_1", "ch_1", 500, "eur", "lost"))
            .reporting("usd", "eur=99");
    // rate 4/3: (30 − 10 − 5) × 4/3, 10 × 4/3, 30 × 4/3
    assertThat(scene.values("total_spent", "total_refunded", "last_payment_amount"))
        .isEqualTo("20.00 usd | 13.33 usd | 40.00 usd");
  }

  @Test
  void aSettlementStandsForTheUncapturedRemainderToo() {
    Scene scene =
        Scene.of(
                customer("cus_1", 1),
                settled("ch_1", 3, 6000, 4000, 11000, "usd"),
                refund("re_1", "ch_1", 4000, "partial_capture_reversal"))
            .reporting("usd");
    // 110 ÷ (60 + 40) = 1.10 a euro
    assertThat(scene.values("total_spent", "total_refunded")).isEqualTo("66.00 usd | 0.00 usd");
  }

  /** Each third of a cent counts: three of them make a cent. */
  @Test
  void nothingIsRoundedBeforeTheEnd() {
    List<Object> rows = new ArrayList<>(List.of(customer("cus_1", 1)));
    for (int i = 0; i < 3; i++) {
      rows.add(settled("ch_" + i, 3, 3, 2, 1, "usd"));
    }
    Scene scene = Scene.of(rows.toArray()).reporting("usd");
    // (3 − 2) × 1/3 each
    assertThat(scene.values("total_spent", "total_refunded")).isEqualTo("0.01 usd | 0.02 usd");
  }

  @ParameterizedTest
  @CsvSource({
    "usd, jpy, 0.0065, 1000, 6.50 usd", // ¥1,000 = $6.50
    "jpy, usd, 154.5, 1000, 1545 jpy", // $10.00 = ¥1,545
    "usd, kwd, 3.25, 1000, 3.25 usd", // 1.000 dinar
    "kwd, usd, 0.3, 1000, 3.000 kwd",
    "usd, isk, 0.0072, 100000, 7.20 usd", // Stripe's hundredths: 1,000 krónur
    "eur, usd, 0.9999999999, 1, 0.01 eur",
  })
  void aRateIsOfMajorUnits(
      String reporting, String currency, String rate, long amount, String expected) {
    Scene scene =
        Scene.of(customer("cus_1", 1), paid("ch_1", 2, amount, currency))
            .reporting(reporting, currency + "=" + rate);
    assertThat(scene.value("total_spent")).isEqualTo(expected);
  }

  @Test
  void subscriptionsAndInvoicesCountAsTheyAreElseAtTheRateElseNotAtAll() {
    Scene scene =
        Scene.of(
                customer("cus_1", 1),
                monthly("price_usd", 1000),
                price(
                    "price_eur",
                    p -> {
                      p.unit = "2000";
                      p.currency = "eur";
                    }),
                price(
                    "price_sek",
                    p -> {
                      p.unit = "9000";
                      p.currency = "sek";
                    }),
                subscription("sub_usd", 1, "price_usd"),
                in("eur", "sub_eur", 2, "price_eur"),
                in("sek", "sub_sek", 3, "price_sek"),
                invoice("in_usd", 1, i -> i.remaining = 500),
                invoice(
                    "in_eur",
                    2,
                    i -> {
                      i.remaining = 100;
                      i.currency = "eur";
                    }),
                invoice(
                    "in_sek",
                    3,
                    i -> {
                      i.remaining = 100;
                      i.currency = "sek";
                    }))
            .reporting("usd", "eur=1.5");
    // 10 + 20 × 1.5; 5 + 1 × 1.5
    assertThat(scene.values("mrr", "arr", "amount_due"))
        .isEqualTo("40.00 usd | 480.00 usd | 6.50 usd");
    assertThat(scene.values("subscription_count", "open_invoice_count")).isEqualTo("3 | 3");
    assertThat(scene.leftOut()).containsExactly("invoice sek in_sek", "subscription sek sub_sek");
    // the primary adds most, converted
    assertThat(scene.value("subscription_id")).isEqualTo("sub_eur");
  }

  private static SubscriptionRow in(String currency, String id, int day, String price) {
    return subscription(
        id,
        day,
        s -> {
          s.currency = currency;
          s.items = List.of(item("si_" + id, price, 1));
        });
  }

  @Test
  void aChargeThatSettledAtNothingCountsNothing() {
    Scene scene =
        Scene.of(customer("cus_1", 1), settled("ch_1", 3, 1, 0, 0, "usd"))
            .reporting("usd", "eur=1");
    assertThat(scene.values("total_spent", "average_order_value")).isEqualTo("0.00 usd | 0.00 usd");
  }

  @Test
  void aContactOfTensOfThousandsOfPaymentsStaysFast() {
    List<Object> rows = new ArrayList<>(List.of(customer("cus_1", 1)));
    for (int i = 0; i < 30_000; i++) {
      rows.add(settled("ch_" + i, 3, 1000 + i % 997, i % 7, 1100 + i % 991, "usd"));
    }
    Scene scene = Scene.of(rows.toArray()).reporting("usd");
    assertThat(scene.value("payment_count")).isEqualTo("30000");
    assertThat(scene.value("total_spent")).endsWith(" usd");
  }
}
