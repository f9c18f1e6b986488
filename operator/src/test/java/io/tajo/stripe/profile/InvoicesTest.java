package io.tajo.stripe.profile;

import static io.tajo.stripe.profile.Given.NOW;
import static io.tajo.stripe.profile.Given.at;
import static io.tajo.stripe.profile.Given.customer;
import static io.tajo.stripe.profile.Given.day;
import static io.tajo.stripe.profile.Given.invoice;
import static io.tajo.stripe.profile.Given.subscription;
import static io.tajo.stripe.profile.Given.upcoming;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class InvoicesTest {
  private static final Instant SOON = at("2024-06-20T08:00:00Z");
  private static final Instant LATER = at("2024-07-01T08:00:00Z");

  private static InvoiceRow of(String id, int day, String status, String currency, long remaining) {
    return invoice(
        id,
        day,
        i -> {
          i.status = status;
          i.currency = currency;
          i.due = remaining + 1;
          i.remaining = remaining;
          i.number = "N-" + id;
          i.url = "https://pay.example/" + id;
        });
  }

  @Test
  void withoutAny() {
    Scene scene = Scene.of(customer("cus_1", 1));
    assertThat(scene.values("open_invoice_count", "amount_due")).isEqualTo("0 | 0.00 usd");
    assertThat(
            scene.values(
                "last_invoice_number",
                "last_invoice_status",
                "last_invoice_url",
                "upcoming_invoice_date",
                "upcoming_invoice_amount"))
        .isEqualTo("empty | empty | empty | empty | empty");
  }

  @Test
  void openOnesAreDue() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            of("in_1", 1, "open", "usd", 1000),
            of("in_2", 2, "open", "USD", 250),
            of("in_3", 3, "open", "eur", 700),
            of("in_4", 4, "open", "sek", 0),
            of("in_5", 5, "draft", "usd", 9000),
            of("in_6", 6, "paid", "usd", 9000),
            of("in_7", 7, "uncollectible", "usd", 9000),
            of("in_8", 8, "void", "usd", 9000),
            of("in_9", 9, null, "usd", 9000));
    assertThat(scene.values("open_invoice_count", "amount_due")).isEqualTo("4 | 12.50 usd");
    assertThat(scene.leftOut()).containsExactly("invoice eur in_3");
    // the newest that was finalised
    assertThat(scene.values("last_invoice_number", "last_invoice_status", "last_invoice_url"))
        .isEqualTo("N-in_8 | void | https://pay.example/in_8");
  }

  @Test
  void theLastInvoiceNeedNotHaveANumberOrAPage() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            of("in_1", 1, "paid", "usd", 0),
            invoice("in_2", 2, i -> i.status = "uncollectible"));
    assertThat(scene.values("last_invoice_number", "last_invoice_status", "last_invoice_url"))
        .isEqualTo("empty | uncollectible | empty");
  }

  @Test
  void invoicesFromBeforeTheStartDoNotCount() {
    Scene scene =
        Scene.of(
                customer("cus_1", 1),
                of("in_1", 9, "open", "usd", 100),
                of("in_2", 10, "open", "usd", 200))
            .since(day(10));
    assertThat(scene.values("open_invoice_count", "amount_due")).isEqualTo("1 | 2.00 usd");
    assertThat(scene.since(day(11)).value("last_invoice_number")).isEqualTo("empty");
  }

  @Test
  void theEarliestUpcomingInvoiceAndItsAmount() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            upcoming("sub_1", 100, LATER, 900, "usd"),
            upcoming("sub_2", 100, SOON, 500, "usd"),
            upcoming("sub_3", 100, null, 100, "usd"));
    assertThat(scene.values("upcoming_invoice_date", "upcoming_invoice_amount"))
        .isEqualTo("2024-06-20 | 5.00 usd");
    assertThat(scene.profile().nextChange()).isEqualTo(SOON);
  }

  /** At its instant an invoice is no longer upcoming, and the next one is. */
  @Test
  void isEmptyOncePast() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            upcoming("sub_1", 100, SOON, 500, "usd"),
            upcoming("sub_2", 100, LATER, 900, "usd"));
    assertThat(scene.now(SOON).values("upcoming_invoice_date", "upcoming_invoice_amount"))
        .isEqualTo("2024-07-01 | 9.00 usd");
    assertThat(scene.profile().nextChange()).isEqualTo(LATER);
    assertThat(scene.now(LATER).values("upcoming_invoice_date", "upcoming_invoice_amount"))
        .isEqualTo("empty | empty");
    assertThat(scene.profile().nextChange()).isNull();
  }

  @Test
  void onlyASubscriptionsNewestEventCounts() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            upcoming("sub_1", 101, LATER, 900, "usd"),
            upcoming("sub_1", 100, SOON, 500, "usd"));
    assertThat(scene.value("upcoming_invoice_date")).isEqualTo("2024-07-01");
  }

  @Test
  void endedSubscriptionsHaveNoneThoughTheyMayNoLongerBeRead() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            subscription("sub_1", 1, s -> s.endedAt = NOW),
            subscription("sub_2", 1, s -> s.status = "canceled"),
            subscription("sub_3", 1, s -> s.status = "incomplete_expired"),
            subscription("sub_4", 1, s -> s.status = "past_due"),
            upcoming("sub_1", 100, SOON, 100, "usd"),
            upcoming("sub_2", 100, SOON, 200, "usd"),
            upcoming("sub_3", 100, SOON, 300, "usd"),
            upcoming("sub_4", 100, LATER, 400, "usd"));
    String expected = "2024-07-01 | 4.00 usd";
    assertThat(scene.values("upcoming_invoice_date", "upcoming_invoice_amount"))
        .isEqualTo(expected);
    scene.without(Topic.SUBSCRIPTIONS);
    assertThat(scene.values("upcoming_invoice_date", "upcoming_invoice_amount"))
        .isEqualTo(expected);
  }

  @Test
  void anUpcomingAmountIsConvertedElseLeftOutButItsDateCounts() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            upcoming("sub_1", 100, SOON, 1000, "eur"),
            upcoming("sub_2", 100, LATER, 900, "usd"));
    assertThat(scene.values("upcoming_invoice_date", "upcoming_invoice_amount"))
        .isEqualTo("2024-06-20 | empty");
    assertThat(scene.leftOut()).containsExactly("invoice eur sub_1");
    scene.reporting("usd", "eur=1.08");
    assertThat(scene.value("upcoming_invoice_amount")).isEqualTo("10.80 usd");
    assertThat(scene.leftOut()).isEmpty();
  }

  @Test
  void withoutInvoicesThereAreNoUpcomingOnes() {
    Scene scene =
        Scene.of(customer("cus_1", 1), upcoming("sub_1", 100, SOON, 1000, "usd"))
            .without(Topic.INVOICES);
    assertThat(scene.values("upcoming_invoice_date", "upcoming_invoice_amount"))
        .isEqualTo("absent | absent");
    assertThat(scene.profile().nextChange()).isNull();
  }
}
