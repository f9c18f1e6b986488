package io.tajo.stripe.ledger;

import static io.tajo.stripe.ledger.Samples.EARLY;
import static io.tajo.stripe.ledger.Samples.LATE;
import static io.tajo.stripe.ledger.Samples.charge;
import static io.tajo.stripe.ledger.Samples.customer;
import static io.tajo.stripe.ledger.Samples.item;
import static io.tajo.stripe.ledger.Samples.price;
import static io.tajo.stripe.ledger.Samples.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.profile.ChargeRow;
import io.tajo.stripe.profile.CustomerRow;
import io.tajo.stripe.profile.PriceRow;
import io.tajo.stripe.profile.UpcomingInvoiceRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObjectsTest {
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
  void anOlderSightNeverReplacesANewerOne() {
    save(LATE, charge("ch_1", "cus_1", 200));
    save(EARLY, charge("ch_1", "cus_1", 100));
    assertThat(chargedTo("cus_1")).containsExactly(charge("ch_1", "cus_1", 200));

    save(LATE, charge("ch_1", "cus_1", 300), charge("ch_1", "cus_1", 400));
    assertThat(chargedTo("cus_1")).containsExactly(charge("ch_1", "cus_1", 400));
  }

  @Test
  void aDeletedCustomerStaysDeletedUnlessANewerSightShowsIt() {
    save(EARLY, customer("cus_1", ADA));
    objects.markDeleted(List.of("cus_1", "cus_2"), EARLY);
    save(EARLY, customer("cus_1", ADA), customer("cus_2", ADA));

    assertThat(addresses()).isEmpty();
    assertThat(objects.counts(null).deletedCustomers()).isEqualTo(2);

    save(LATE, customer("cus_1", ADA));
    assertThat(addresses()).containsExactly(ADA);
    // A deletion is final, whenever it was seen.
    objects.markDeleted(List.of("cus_1"), EARLY);
    assertThat(addresses()).isEmpty();
    save(LATE, Samples.deleted("cus_1"));
    assertThat(addresses()).isEmpty();
  }

  @Test
  void personalColumnsOfDeletedCustomersAreForgotten() {
    save(EARLY, customer("cus_1", ADA, Map.of("k", "v")), customer("cus_2", "bob@example.com"));
    objects.markDeleted(List.of("cus_1"), LATE);
    assertThat(objects.addressesOf(List.of("cus_1", "cus_2", "cus_3")))
        .isEqualTo(Map.of("cus_1", Optional.empty(), "cus_2", Optional.of("bob@example.com")));

    objects.forgetDeleted();

    assertThat(addresses()).containsExactly("bob@example.com");
    assertThat(everything("customer")).doesNotContain(ADA, "\"k\"").contains("bob");
  }

  @Test
  void aPriceReadInFullIsNotReplacedByASubscriptionsOwn() {
    PriceRow complete = price("price_1", null, "eur", true);
    PriceRow partial = price("price_1", "5", "eur", false);
    objects.save(Rows.empty().withPrices(List.of(partial)), LATE);
    objects.save(Rows.empty().withPrices(List.of(complete)), EARLY);
    objects.save(Rows.empty().withPrices(List.of(partial)), LATE);
    objects.save(
        Rows.empty()
            .withCustomers(List.of(customer("cus_1", ADA)))
            .withSubscriptions(
                List.of(subscription("sub_1", "cus_1", List.of(item("si_1", "price_1"))))),
        EARLY);

    assertThat(objects.catalog(objects.load(List.of(ADA))).prices())
        .isEqualTo(Map.of("price_1", complete));
  }

  @Test
  void theNewestUpcomingInvoiceEventCountsWheneverItCame() {
    UpcomingInvoiceRow older = new UpcomingInvoiceRow("sub_1", null, EARLY, LATE, 1, "eur");
    UpcomingInvoiceRow newer = new UpcomingInvoiceRow("sub_1", null, LATE, LATE, 2, "eur");
    objects.save(
        Rows.empty()
            .withCustomers(List.of(customer("cus_1", ADA)))
            .withSubscriptions(List.of(subscription("sub_1", "cus_1", List.of())))
            .withUpcoming(List.of(newer)),
        EARLY);
    objects.save(Rows.empty().withUpcoming(List.of(older)), LATE);

    assertThat(objects.load(List.of(ADA)).getFirst().upcoming()).containsExactly(newer);
  }

  @Test
  void customersOnTestClocksTakeNoPart() {
    save(EARLY, customer("cus_1", ADA, Map.of("k", "v"), null, "clock_1"));

    assertThat(addresses()).isEmpty();
    assertThat(objects.load(List.of(ADA)).getFirst().customers()).isEmpty();
    assertThat(objects.metadataKeys()).isEmpty();
    assertThat(objects.counts(null).skipped().testClock()).isEqualTo(1);
  }

  @Test
  void pagesFromManyThreadsThatShareRowsDoNotDeadlock() throws Exception {
    List<CustomerRow> rows =
        new ArrayList<>(
            IntStream.range(0, 200).mapToObj(i -> customer("cus_" + i, i + "@x.com")).toList());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> saves = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Instant asOf = EARLY.plusSeconds(i);
        List<CustomerRow> order = new ArrayList<>(i % 2 == 0 ? rows : rows.reversed());
        saves.add(threads.submit(() -> objects.save(Rows.empty().withCustomers(order), asOf)));
      }
      for (Future<?> save : saves) {
        save.get();
      }
    }

    assertThat(objects.counts(null).contacts()).isEqualTo(200);
    assertThat(everything("customer")).contains("2026-01-01T00:00:39").doesNotContain("00:00:38");
  }

  @Test
  void customersThatARunDidNotShowAreFound() {
    save(EARLY, customer("cus_1", ADA), customer("cus_2", null), customer("cus_3", ADA));
    save(EARLY, Samples.deleted("cus_4"));
    save(EARLY, customer("cus_5", ADA, Map.of(), null, "clock_1"));
    Run run =
        ledger
            .runs()
            .begin(new RunKey("Full", new TreeSet<>(), null, false), java.time.Duration.ZERO);
    // Older than what is there: seen all the same.
    ledger
        .runs()
        .savePage(
            run,
            "customers",
            Rows.empty().withCustomers(List.of(customer("cus_1", ADA))),
            EARLY.minusSeconds(9),
            1,
            new Checkpoint(0, 1, null),
            List.of());

    assertThat(objects.customersNotSeenIn(run.id(), "", 9)).containsExactly("cus_2", "cus_3");
    assertThat(objects.customersNotSeenIn(run.id(), "cus_2", 9)).containsExactly("cus_3");
  }

  private void save(Instant asOf, ChargeRow... charges) {
    objects.save(Rows.empty().withCharges(List.of(charges)), asOf);
  }

  private void save(Instant asOf, CustomerRow... customers) {
    objects.save(Rows.empty().withCustomers(List.of(customers)), asOf);
  }

  private List<ChargeRow> chargedTo(String customer) {
    save(EARLY, customer(customer, ADA));
    return objects.load(List.of(ADA)).getFirst().charges();
  }

  private List<String> addresses() {
    return objects.addresses("", 100, false, null);
  }

  private String everything(String table) {
    return TestDatabase.everything(ledger, table);
  }
}
