package io.tajo.stripe.profile;

import io.tajo.stripe.profile.Origin.Choice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** What a contact owes, and will be asked for next. */
final class Invoices {
  private static final Set<String> SHOWN = Set.of("open", "paid", "uncollectible", "void");
  private static final Comparator<Instant> MISSING_FIRST =
      Comparator.nullsFirst(Comparator.naturalOrder());

  /** By time of the event; the rest only settles ties, so that the order of rows never matters. */
  private static final Comparator<UpcomingInvoiceRow> EVENT =
      Comparator.comparing(UpcomingInvoiceRow::created)
          .thenComparing(UpcomingInvoiceRow::date, MISSING_FIRST)
          .thenComparingLong(UpcomingInvoiceRow::amountDue)
          .thenComparing(UpcomingInvoiceRow::currency, Newest.BY_BYTES);

  /** Of two at the same instant, the one of the newer event. */
  private static final Comparator<UpcomingInvoiceRow> EARLIEST =
      Comparator.comparing(UpcomingInvoiceRow::date, MISSING_FIRST)
          .thenComparing(EVENT.reversed())
          .thenComparing(UpcomingInvoiceRow::subscription, Newest.BY_BYTES);

  private final List<InvoiceRow> invoices;

  /**
   * @param invoices that count
   */
  Invoices(List<InvoiceRow> invoices) {
    this.invoices = invoices;
  }

  /** The newest invoice's currency; null without any. */
  @Nullable Saying currency() {
    InvoiceRow newest = Newest.of(invoices, Newest.INVOICE);
    return newest == null
        ? null
        : Saying.of(Currencies.code(newest.currency()), SourceObject.of(newest));
  }

  void add(Figures figures, Conversion conversion) {
    addOpen(figures, conversion);
    List<InvoiceRow> shown =
        invoices.stream()
            .filter(invoice -> invoice.status() != null && SHOWN.contains(invoice.status()))
            .toList();
    InvoiceRow last = Newest.of(shown, Newest.INVOICE);
    Origin origin = Origin.said(last == null ? null : SourceObject.of(last), Choice.NEWEST);
    figures.text(Field.LAST_INVOICE_NUMBER, last == null ? null : last.number(), origin);
    figures.text(Field.LAST_INVOICE_STATUS, last == null ? null : last.status(), origin);
    figures.text(Field.LAST_INVOICE_URL, last == null ? null : last.hostedInvoiceUrl(), origin);
  }

  private void addOpen(Figures figures, Conversion conversion) {
    List<Portion> due = new ArrayList<>();
    for (InvoiceRow invoice : Newest.first(invoices, Newest.INVOICE)) {
      if ("open".equals(invoice.status())) {
        String currency = Currencies.code(invoice.currency());
        Rate rate = conversion.rate(currency);
        BigFraction amount = BigFraction.of(invoice.amountRemaining());
        due.add(new Portion(SourceObject.of(invoice), amount, currency, rate, Portion.PLAIN));
        if (rate == null && amount.signum() != 0) {
          figures.leaveOut("invoice", currency, invoice.id());
        }
      }
    }
    figures.count(Field.OPEN_INVOICE_COUNT, due.stream().map(Portion::of).toList());
    figures.money(Field.AMOUNT_DUE, new Origin.Sum(due));
  }

  /**
   * The earliest upcoming invoice that lies ahead, of subscriptions that are not known as ended.
   */
  static void addUpcoming(
      Figures figures,
      List<UpcomingInvoiceRow> events,
      List<SubscriptionRow> subscriptions,
      Conversion conversion,
      Instant now) {
    UpcomingInvoiceRow next = next(events, subscriptions, now);
    figures.day(
        Field.UPCOMING_INVOICE_DATE,
        next == null ? null : next.date(),
        Origin.said(next == null ? null : SourceObject.of(next), Choice.NEXT));
    Portion portion = null;
    if (next != null) {
      figures.changesAt(next.date());
      String currency = Currencies.code(next.currency());
      Rate rate = conversion.rate(currency);
      BigFraction amount = BigFraction.of(next.amountDue());
      portion = new Portion(SourceObject.of(next), amount, currency, rate, Portion.PLAIN);
      if (rate == null && amount.signum() != 0) {
        figures.leaveOut("invoice", currency, next.subscription());
      }
    }
    figures.money(Field.UPCOMING_INVOICE_AMOUNT, new Origin.Single(portion, Choice.NEXT));
  }

  private static @Nullable UpcomingInvoiceRow next(
      List<UpcomingInvoiceRow> events, List<SubscriptionRow> subscriptions, Instant now) {
    Map<String, UpcomingInvoiceRow> newest = new HashMap<>();
    for (UpcomingInvoiceRow event : events) {
      newest.merge(event.subscription(), event, (a, b) -> EVENT.compare(a, b) >= 0 ? a : b);
    }
    Set<String> ended = new HashSet<>();
    for (SubscriptionRow subscription : subscriptions) {
      if (PricedSubscription.ended(subscription)) {
        ended.add(subscription.id());
      }
    }
    UpcomingInvoiceRow next = null;
    for (UpcomingInvoiceRow event : newest.values()) {
      boolean ahead = event.date() != null && event.date().isAfter(now);
      if (ahead
          && !ended.contains(event.subscription())
          && (next == null || EARLIEST.compare(event, next) < 0)) {
        next = event;
      }
    }
    return next;
  }
}
