package io.tajo.stripe.ledger;

import static io.tajo.stripe.ledger.Samples.CREATED;
import static io.tajo.stripe.ledger.Samples.EARLY;
import static io.tajo.stripe.ledger.Samples.LATE;
import static io.tajo.stripe.ledger.Samples.charge;
import static io.tajo.stripe.ledger.Samples.customer;
import static io.tajo.stripe.ledger.Samples.guestSession;
import static io.tajo.stripe.ledger.Samples.item;
import static io.tajo.stripe.ledger.Samples.price;
import static io.tajo.stripe.ledger.Samples.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.profile.Catalog;
import io.tajo.stripe.profile.ChargeRow;
import io.tajo.stripe.profile.CheckoutSessionRow;
import io.tajo.stripe.profile.ContactRows;
import io.tajo.stripe.profile.CouponRow;
import io.tajo.stripe.profile.CustomerRow;
import io.tajo.stripe.profile.DisputeRow;
import io.tajo.stripe.profile.PriceRow;
import io.tajo.stripe.profile.PriceRow.Tier;
import io.tajo.stripe.profile.PriceRow.Unit;
import io.tajo.stripe.profile.ProductRow;
import io.tajo.stripe.profile.RefundRow;
import io.tajo.stripe.profile.SubscriptionRow;
import io.tajo.stripe.profile.UpcomingInvoiceRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContactRowsTest {
  private static final String ADA = "ada@example.com";

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
  void aContactComesBackAsItWentIn() {
    CustomerRow customer =
        customer("cus_1", " Ada@Example.com", Map.of("tier", "gold"), Samples.discount("K"), null);
    ChargeRow charge =
        new ChargeRow("ch_1", CREATED, "cus_1", "eur", "succeeded", Long.MAX_VALUE, 1, 9L, "usd");
    RefundRow refund = new RefundRow("re_1", CREATED, "ch_1", 1, "succeeded", "refund");
    DisputeRow dispute = new DisputeRow("dp_1", CREATED, "ch_1", 2, "eur", "lost");
    SubscriptionRow subscription =
        subscription(
            "sub_1",
            "cus_1",
            List.of(item("si_1", "price_1", Samples.discount("I"))),
            Samples.discount("S"));
    UpcomingInvoiceRow upcoming =
        new UpcomingInvoiceRow("sub_1", "cus_1", CREATED, LATE, 900, "eur");
    CheckoutSessionRow session =
        new CheckoutSessionRow(
            "cs_1", CREATED, "cus_1", null, "complete", null, null, null, null, "cs_0");
    objects.save(
        Rows.empty()
            .withCustomers(List.of(customer))
            .withCharges(List.of(charge))
            .withRefunds(List.of(refund))
            .withDisputes(List.of(dispute))
            .withSubscriptions(List.of(subscription))
            .withInvoices(List.of(Samples.invoice("in_1", "cus_1")))
            .withUpcoming(List.of(upcoming))
            .withSessions(List.of(session, guestSession("cs_2", ADA, "opt_in"))),
        EARLY);

    assertThat(objects.load(List.of(ADA, "nobody@example.com")))
        .containsExactly(
            new ContactRows(
                ADA,
                List.of(customer),
                List.of(charge),
                List.of(refund),
                List.of(dispute),
                List.of(subscription),
                List.of(Samples.invoice("in_1", "cus_1")),
                List.of(upcoming),
                List.of(session, guestSession("cs_2", ADA, "opt_in"))),
            new ContactRows(
                "nobody@example.com",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
  }

  @Test
  void theCatalogHoldsWhatContactsReferTo() {
    Tier first = new Tier(10L, new BigDecimal("0.123456789012"), null);
    Tier last = new Tier(null, null, new BigDecimal("500"));
    PriceRow tiered =
        new PriceRow(
            "price_1",
            "prod_1",
            null,
            "jpy",
            new Unit(null, List.of(first, last)),
            "graduated",
            "year",
            2,
            true,
            3L,
            true,
            Map.of("eur", new Unit(new BigDecimal("99.5"), List.of())),
            true);
    CouponRow coupon =
        new CouponRow("K", "repeating", null, 500L, "eur", Map.of("usd", 600L), List.of("prod_1"));
    CouponRow percent = Samples.coupon("S");
    objects.save(
        Rows.empty()
            .withCustomers(List.of(customer("cus_1", ADA, Map.of(), Samples.discount("K"), null)))
            .withSubscriptions(
                List.of(
                    subscription(
                        "sub_1",
                        "cus_1",
                        List.of(item("si_1", "price_1"), item("si_2", "price_unknown")),
                        Samples.discount("S"))))
            .withPrices(List.of(tiered, price("price_other", "1", "eur", true)))
            .withProducts(List.of(new ProductRow("prod_1", "Pro"), new ProductRow("prod_2", "No")))
            .withCoupons(List.of(coupon, percent, Samples.coupon("other"))),
        EARLY);

    assertThat(objects.catalog(objects.load(List.of(ADA))))
        .isEqualTo(
            new Catalog(
                Map.of("price_1", tiered),
                Map.of("prod_1", new ProductRow("prod_1", "Pro")),
                Map.of("K", coupon, "S", percent)));
  }

  @Test
  void nestedRecordsAreKeptUnderNamesThatOtherVersionsRead() {
    objects.save(
        Rows.empty()
            .withSubscriptions(
                List.of(
                    subscription(
                        "sub_1",
                        "cus_1",
                        List.of(item("si_1", "price_1", Samples.discount("K")))))),
        EARLY);

    assertThat(TestDatabase.everything(ledger, "subscription"))
        .contains(
            "[{\"id\": \"si_1\", \"price\": \"price_1\", \"created\": 1746421505, \"quantity\": 2,"
                + " \"discounts\": [{\"id\": \"di_K\", \"end\": null, \"start\": 1746421505,"
                + " \"coupon\": \"K\"}], \"currentPeriodEnd\": 1767312000}]");
  }

  @Test
  void textThatPostgresRefusesIsTakenWithoutWhatItRefuses() {
    String hostile = "a\u0000\ud800b\\u0000" + "\ud83d\ude00".repeat(5_000);
    save(EARLY, customer("cus_1", ADA, Map.of("k\u0000", hostile, "\udc00", "x")));

    CustomerRow read = objects.load(List.of(ADA)).getFirst().customers().getFirst();

    assertThat(read.metadata())
        .isEqualTo(Map.of("k", "ab\\u0000" + "\ud83d\ude00".repeat(5_000), "", "x"));
  }

  @Test
  void metadataKeysAreCountedByCustomersWithAValue() {
    save(
        EARLY,
        customer("cus_1", "a@x.com", Map.of("tier", "gold", "note", " \u00a0\t")),
        customer("cus_2", "b@x.com", Map.of("tier", "gold", "Ziel", "1")),
        customer("cus_3", null, Map.of("tier", "gold")));

    assertThat(objects.metadataKeys())
        .containsExactly(Map.entry("tier", 2L), Map.entry("Ziel", 1L));
  }

  @Test
  void addressesComeInByteOrderPageByPage() {
    save(
        EARLY,
        customer("cus_1", "b@x.com"),
        customer("cus_2", "B@x.com"),
        customer("cus_3", "a@x.com"),
        customer("cus_4", "_@x.com"),
        customer("cus_5", "not an address"));

    assertThat(addresses()).containsExactly("_@x.com", "a@x.com", "b@x.com");
    assertThat(objects.addresses("_@x.com", 1, true, null)).containsExactly("a@x.com");
  }

  @Test
  void aGuestWhoOptedInIsAnAddressOnlyWhereGuestsAre() {
    CheckoutSessionRow withCustomer =
        new CheckoutSessionRow(
            "cs_4", CREATED, "cus_9", "d@x.com", "expired", "opt_in", null, null, null, null);
    save(EARLY, customer("cus_1", "a@x.com"));
    objects.save(
        Rows.empty()
            .withSessions(
                List.of(
                    guestSession("cs_1", "a@x.com", "opt_in"),
                    guestSession("cs_2", "b@x.com", "opt_in"),
                    guestSession("cs_3", "c@x.com", "opt_out"),
                    withCustomer)),
        EARLY);

    assertThat(addresses()).containsExactly("a@x.com");
    assertThat(objects.addresses("", 9, true, CREATED)).containsExactly("a@x.com", "b@x.com");
    assertThat(objects.addresses("", 9, true, CREATED.plusSeconds(1))).containsExactly("a@x.com");
    assertThat(TestDatabase.everything(ledger, "checkout_session")).doesNotContain("d@x.com");
  }

  private void save(Instant asOf, CustomerRow... customers) {
    objects.save(Rows.empty().withCustomers(List.of(customers)), asOf);
  }

  private List<String> addresses() {
    return objects.addresses("", 100, false, null);
  }
}
