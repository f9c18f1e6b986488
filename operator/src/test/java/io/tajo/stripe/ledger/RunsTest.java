package io.tajo.stripe.ledger;

import static io.tajo.stripe.ledger.Samples.EARLY;
import static io.tajo.stripe.ledger.Samples.charge;
import static io.tajo.stripe.ledger.Samples.customer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tajo.stripe.profile.InvoiceRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunsTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final RunKey FULL =
      new RunKey("Full", new TreeSet<>(List.of("payments", "customers")), EARLY, false);
  private static final RunKey REWRITE = new RunKey("Full", FULL.resources(), EARLY, true);
  private static final RunKey INCREMENTAL =
      new RunKey("Incremental", FULL.resources(), null, false);

  private final AtomicReference<Instant> now = new AtomicReference<>(EARLY);
  private Ledger ledger;
  private Runs runs;

  @BeforeEach
  void open() {
    ledger = TestDatabase.ledger(now::get);
    runs = ledger.runs();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aKilledRunGoesOnWhereItStopped() {
    Run run = runs.begin(FULL, DAY);
    assertThat(runs.planned(run, "customers")).isFalse();
    runs.plan(run, "customers", List.of(new Checkpoint(0, Long.MAX_VALUE, null)));
    runs.plan(run, "coupons", List.of());
    savePage(
        run,
        "customers",
        100,
        new Checkpoint(500, Long.MAX_VALUE, null),
        List.of(new Checkpoint(200, 500, "cus_1"), new Checkpoint(0, 200, null)));
    savePage(
        run,
        "customers",
        7,
        new Checkpoint(0, 200, null),
        List.of(new Checkpoint(200, 500, "cus_1")));
    now.set(EARLY.plus(DAY));

    Run again = runs.begin(FULL, DAY);

    assertThat(again).isEqualTo(new Run(run.id(), EARLY, true));
    assertThat(runs.planned(again, "customers")).isTrue();
    assertThat(runs.planned(again, "coupons")).isTrue();
    assertThat(runs.planned(again, "charges")).isFalse();
    runs.plan(again, "customers", List.of(new Checkpoint(0, Long.MAX_VALUE, null)));
    assertThat(runs.remaining(again, "customers"))
        .containsExactly(new Checkpoint(200, 500, "cus_1"));
    assertThat(runs.remaining(again, "coupons")).isEmpty();
    assertThat(runs.progress(again)).isEqualTo(Map.of("customers", new Progress(2, 107)));
  }

  @Test
  void aRunIsNotTakenUpByAnotherWishNorWhenItIsTooOld() {
    Run first = runs.begin(FULL, DAY);
    Run incremental = runs.begin(INCREMENTAL, DAY);
    Run rewrite = runs.begin(REWRITE, DAY);

    assertThat(runs.begin(INCREMENTAL, DAY)).isEqualTo(new Run(incremental.id(), EARLY, true));
    assertThat(outcome(first)).isEqualTo(Runs.ABANDONED);
    now.set(EARLY.plus(DAY).plusMillis(1));
    assertThat(runs.begin(REWRITE, DAY).id()).isGreaterThan(rewrite.id());
    assertThat(runs.begin(INCREMENTAL, DAY).resumed()).isFalse();
  }

  @Test
  void aPageIsSavedWithItsCheckpointOrNotAtAll() {
    Run run = runs.begin(FULL, DAY);
    runs.plan(run, "payments", List.of(new Checkpoint(0, 10, null)));
    Rows broken =
        Rows.empty()
            .withCustomers(List.of(customer("cus_1", "a@x.com")))
            .withCharges(List.of(charge("ch_1", "cus_1", 1)))
            .withInvoices(List.of(invoiceWithoutCurrency()));

    assertThatThrownBy(() ->
            runs.savePage(
                run, "payments", broken, EARLY, 1, new Checkpoint(0, 10, null), List.of()))
        .isInstanceOfSatisfying(
            LedgerException.class,
            e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.FAILED));

    assertThat(runs.remaining(run, "payments")).containsExactly(new Checkpoint(0, 10, null));
    assertThat(runs.progress(run)).isEmpty();
    assertThat(ledger.objects().counts(null).customers()).isZero();
    assertThat(ledger.objects().counts(null).charges()).isZero();
  }

  @Test
  void theLastSuccessfulRunIsRememberedBesideTheLast() {
    Run good = runs.begin(FULL, DAY);
    runs.plan(good, "customers", List.of(new Checkpoint(0, 10, null)));
    runs.finish(good, Runs.SUCCEEDED);
    now.set(EARLY.plusSeconds(60));
    Run bad = runs.begin(FULL, DAY);
    runs.finish(bad, Runs.INCOMPLETE);

    assertThat(bad.resumed()).isFalse();
    assertThat(runs.lastSucceeded("Full"))
        .contains(new RunRecord(good.id(), FULL, EARLY, EARLY, Runs.SUCCEEDED));
    assertThat(outcome(bad)).isEqualTo(Runs.INCOMPLETE);
    assertThat(runs.lastSucceeded("Incremental")).isEmpty();
    assertThat(runs.remaining(good, "customers")).isEmpty();
  }

  @Test
  void theHistoryKeepsTheLastHundredRunsAndTheLastSuccess() {
    Run success = runs.begin(FULL, DAY);
    runs.finish(success, Runs.SUCCEEDED);
    for (int i = 0; i < 101; i++) {
      runs.finish(runs.begin(FULL, DAY), Runs.INCOMPLETE);
    }

    assertThat(column("select count(*)::text as said from run")).isEqualTo("101");
    assertThat(runs.lastSucceeded("Full")).map(RunRecord::id).contains(success.id());
  }

  private String outcome(Run run) {
    return column("select outcome as said from run where id = " + run.id());
  }

  private String column(String query) {
    return ledger
        .database()
        .read(c -> Sql.of(query).first(c, row -> row.text("said")))
        .orElseThrow();
  }

  private void savePage(
      Run run, String resource, int objects, Checkpoint done, List<Checkpoint> remaining) {
    runs.savePage(run, resource, Rows.empty(), EARLY, objects, done, remaining);
  }

  // The type forbids it, the column too: the transaction's last statement fails.
  @SuppressWarnings("NullAway")
  private static InvoiceRow invoiceWithoutCurrency() {
    return new InvoiceRow("in_1", EARLY, null, "open", null, 0, 0, null, null);
  }
}
