package io.tajo.stripe.pipeline.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.tajo.stripe.ledger.Counts;
import io.tajo.stripe.ledger.InboxCounts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The series that show what a ledger tells; there while there is something to show. */
final class LedgerGauges {
  private final MeterRegistry registry;
  private final InstantSource clock;
  private final MultiGauge inbox;
  private final MultiGauge oldest;
  private final MultiGauge lastEvent;
  private final MultiGauge lastSuccess;
  private final MultiGauge drifted;
  private final MultiGauge totalSpent;
  private final MultiGauge mrr;
  private final MultiGauge leftOut;
  private final MultiGauge objects;
  private final MultiGauge skipped;
  private final MultiGauge lists;
  private final MultiGauge bytes;
  private final MultiGauge reads;

  LedgerGauges(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    this.inbox = gauge("inbox.events", null, "Stripe's events that wait, or were given up.");
    this.oldest =
        gauge("inbox.oldest", "seconds", "How long the oldest event waits; 0: none does.");
    this.lastEvent =
        gauge("last.event.timestamp", "seconds", "When the newest event worked off was created.");
    this.lastSuccess =
        gauge("last.success.timestamp", "seconds", "When a run last succeeded, by its type.");
    this.drifted =
        gauge(
            "contacts.drifted",
            null,
            "Contacts that the last full run found other than events had made them.");
    this.totalSpent =
        gauge("total.spent", null, "What all contacts have spent, in major units, by currency.");
    this.mrr = gauge("mrr", null, "What all contacts pay a month, in major units, by currency.");
    this.leftOut = gauge("left.out.objects", null, "Objects whose money is missing from a figure.");
    this.objects = gauge("objects", null, "Objects of Stripe in the ledger.");
    this.skipped = gauge("contacts.skipped", null, "What makes no contact, by reason.");
    this.lists = gauge("list.contacts", null, "Contacts in the connector's lists in Brevo.");
    this.bytes = gauge("store", "bytes", "Size of the ledger's database.");
    this.reads =
        MultiGauge.builder(RateLimitMetrics.REMAINING)
            .description(RateLimitMetrics.REMAINING_MEANS)
            .register(registry);
  }

  private MultiGauge gauge(String name, @Nullable String unit, String description) {
    return MultiGauge.builder("stripe.connector." + name)
        .description(description)
        .baseUnit(unit)
        .register(registry);
  }

  void show(Standing standing) {
    InboxCounts counts = standing.inbox();
    show(
        inbox,
        Row.of(Tags.of("state", "pending"), counts.pending()),
        Row.of(Tags.of("state", "failed"), counts.failed()));
    show(oldest, Row.of(Tags.empty(), counts, this::age));
    show(lastEvent, moment(Tags.empty(), counts.newestDone()).stream());
    show(
        lastSuccess,
        standing.successes().entrySet().stream()
            .map(run -> moment(Tags.of("type", run.getKey()), run.getValue()))
            .flatMap(Optional::stream));
    show(drifted, standing.drifted().stream().map(contacts -> Row.of(Tags.empty(), contacts)));
    show(totalSpent, standing.run().stream().flatMap(run -> money(run.totalSpent())));
    show(mrr, standing.run().stream().flatMap(run -> money(run.mrr())));
    show(
        leftOut,
        standing.run().stream()
            .flatMap(run -> run.leftOut().stream())
            .map(one ->
                Row.of(Tags.of("kind", one.kind(), "currency", one.currency()), one.objects())));
  }

  private double age(InboxCounts counts) {
    @Nullable Instant since = counts.oldestPending();
    return since == null ? 0 : Math.max(0, seconds(Duration.between(since, clock.instant())));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }

  private static Optional<Row<?>> moment(Tags tags, @Nullable Instant moment) {
    return moment == null
        ? Optional.empty()
        : Optional.of(Row.of(tags, moment.toEpochMilli() / 1e3));
  }

  private static Stream<Row<?>> money(Map<String, BigDecimal> byCurrency) {
    return byCurrency.entrySet().stream()
        .map(sum -> Row.of(Tags.of("currency", sum.getKey()), sum.getValue()));
  }

  void show(Holdings holdings) {
    Counts counts = holdings.counts();
    show(
        objects,
        resource("customers", counts.customers()),
        resource("payments", counts.payments()),
        resource("charges", counts.charges()),
        resource("refunds", counts.refunds()),
        resource("disputes", counts.disputes()),
        resource("subscriptions", counts.subscriptions()),
        resource("invoices", counts.invoices()),
        resource("products", counts.products()),
        resource("prices", counts.prices()),
        resource("coupons", counts.coupons()),
        resource("checkoutSessions", counts.checkoutSessions()));
    Counts.WithoutCustomer nobodys = counts.withoutCustomer();
    show(
        skipped,
        reason("noEmail", counts.skipped().noEmail()),
        reason("invalidEmail", counts.skipped().invalidEmail()),
        reason("testClock", counts.skipped().testClock()),
        reason("withoutCustomer", nobodys.charges() + nobodys.subscriptions() + nobodys.invoices()),
        reason("rejected", holdings.rejected()));
    show(
        lists,
        holdings.listed().entrySet().stream()
            .map(list -> Row.of(Tags.of("list", list.getKey()), list.getValue())));
    show(bytes, Row.of(Tags.empty(), holdings.bytes()));
    show(reads, Row.of(Tags.of("service", "stripe", "bucket", "reads"), holdings.readsLeft()));
  }

  private static Row<?> resource(String name, long count) {
    return Row.of(Tags.of("resource", name), count);
  }

  private static Row<?> reason(String name, long count) {
    return Row.of(Tags.of("reason", name), count);
  }

  private static void show(MultiGauge gauge, Row<?>... rows) {
    gauge.register(List.of(rows), true);
  }

  private static void show(MultiGauge gauge, Stream<? extends Row<?>> rows) {
    gauge.register(List.copyOf(rows.toList()), true);
  }

  void clear() {
    Stream.of(
            inbox,
            oldest,
            lastEvent,
            lastSuccess,
            drifted,
            totalSpent,
            mrr,
            leftOut,
            objects,
            skipped,
            lists,
            bytes,
            reads)
        .forEach(gauge -> show(gauge, Stream.of()));
  }
}
