package io.tajo.stripe.ledger;

import static io.tajo.stripe.ledger.Samples.CREATED;
import static io.tajo.stripe.ledger.Samples.EARLY;
import static io.tajo.stripe.ledger.Samples.LATE;
import static io.tajo.stripe.ledger.Samples.charge;
import static io.tajo.stripe.ledger.Samples.customer;
import static io.tajo.stripe.ledger.Samples.discount;
import static io.tajo.stripe.ledger.Samples.invoice;
import static io.tajo.stripe.ledger.Samples.item;
import static io.tajo.stripe.ledger.Samples.price;
import static io.tajo.stripe.ledger.Samples.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.profile.ChargeRow;
import io.tajo.stripe.profile.DisputeRow;
import io.tajo.stripe.profile.ProductRow;
import io.tajo.stripe.profile.RefundRow;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GapsAndCountsTest {
  private Ledger ledger;
  private Objects objects;

  @BeforeEach
  void open() {
    ledger = TestDatabase.ledger(InstantSource.fixed(LATE));
    objects = ledger.objects();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void pricesAreReadWhereTiersOrAnotherCurrencyAreWanted() {
    objects.save(
        Rows.empty()
            .withSubscriptions(
                List.of(
                    subscription(
                        "sub_1",
                        "cus_1",
                        List.of(
                            item("si_1", "p_absent"),
                            item("si_2", "p_complete"),
                            item("si_3", "p_plain"),
                            item("si_4", "p_tiered"),
                            item("si_5", "p_usd")))))
            .withPrices(
                List.of(
                    price("p_complete", null, "usd", true),
                    price("p_plain", "1", "eur", false),
                    price("p_tiered", null, "eur", false),
                    price("p_unused", null, "eur", false),
                    price("p_usd", "1", "usd", false))),
        EARLY);

    assertThat(objects.incompletePrices("", 9)).containsExactly("p_absent", "p_tiered", "p_usd");
    assertThat(objects.incompletePrices("p_absent", 1)).containsExactly("p_tiered");
  }

  @Test
  void productsOfUsedPricesAreReadWhereTheyAreUnknown() {
    Rows used =
        Rows.empty()
            .withSubscriptions(
                List.of(subscription("sub_1", "cus_1", List.of(item("si_1", "price_1")))))
            .withPrices(List.of(price("price_1", "1", "eur", false)));
    objects.save(used, EARLY);
    assertThat(objects.unknownProducts("", 9)).containsExactly("prod_1");

    objects.save(Rows.empty().withProducts(List.of(new ProductRow("prod_1", "Pro"))), EARLY);
    assertThat(objects.unknownProducts("", 9)).isEmpty();
  }

  @Test
  void couponsThatWereNeverSeenAreFoundWithOnePlaceOfUse() {
    objects.save(
        Rows.empty()
            .withCustomers(List.of(customer("cus_1", "a@x.com", Map.of(), discount("C"), null)))
            .withSubscriptions(
                List.of(
                    subscription(
                        "sub_1",
                        "cus_1",
                        List.of(item("si_1", "price_1", discount("I"), discount("known"))),
                        discount("C"),
                        discount("S"))))
            .withCoupons(List.of(Samples.coupon("known"))),
        EARLY);

    assertThat(objects.unknownCoupons("", 9))
        .containsExactly(
            new CouponReference("C", "cus_1", null, null),
            new CouponReference("I", null, "sub_1", "si_1"),
            new CouponReference("S", null, "sub_1", null));
  }

  @Test
  void everythingIsCounted() {
    ChargeRow failed = new ChargeRow("ch_2", CREATED, null, "eur", "failed", 0, 0, null, null);
    ChargeRow old =
        new ChargeRow(
            "ch_3", CREATED.minusSeconds(1), "cus_1", "eur", "succeeded", 5, 0, null, null);
    objects.save(
        Rows.empty()
            .withCustomers(
                List.of(
                    customer("cus_1", "a@x.com"),
                    customer("cus_2", "A@x.com"),
                    customer("cus_3", null),
                    customer("cus_4", "\u00a0 "),
                    customer("cus_5", "nonsense"),
                    customer("cus_6", "b@x.com", Map.of(), null, "clock_1"),
                    Samples.deleted("cus_7")))
            .withCharges(List.of(charge("ch_1", "cus_1", 100), failed, old))
            .withRefunds(
                List.of(
                    new RefundRow("re_1", LATE, "ch_1", 1, "succeeded", null),
                    new RefundRow("re_2", LATE, "ch_3", 1, "succeeded", null)))
            .withDisputes(List.of(new DisputeRow("dp_1", LATE, "ch_3", 1, "eur", "lost")))
            .withSubscriptions(List.of(subscription("sub_1", null, List.of())))
            .withInvoices(List.of(invoice("in_1", null), invoice("in_2", "cus_1")))
            .withSessions(List.of(Samples.guestSession("cs_1", "c@x.com", "opt_in")))
            .withCoupons(List.of(Samples.coupon("K")))
            .withPrices(List.of(price("price_1", "1", "eur", true)))
            .withProducts(List.of(new ProductRow("prod_1", "Pro"))),
        EARLY);

    assertThat(objects.counts(null))
        .isEqualTo(
            new Counts(
                5,
                1,
                3,
                2,
                2,
                1,
                1,
                2,
                1,
                1,
                1,
                1,
                1,
                new Counts.Skipped(2, 1, 1),
                new Counts.WithoutCustomer(1, 1, 1)));
    Counts since = objects.counts(CREATED);
    assertThat(List.of(since.charges(), since.payments(), since.refunds(), since.disputes()))
        .containsExactly(2L, 1L, 1L, 0L);
    assertThat(objects.paymentsSince(CREATED)).isEqualTo(1);
    assertThat(objects.paymentsSince(CREATED.minusSeconds(1))).isEqualTo(2);
  }
}
