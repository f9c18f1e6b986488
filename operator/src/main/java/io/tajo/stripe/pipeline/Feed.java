package io.tajo.stripe.pipeline;

import io.tajo.stripe.ledger.Facts;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.NewEvent;
import io.tajo.stripe.pipeline.events.EventRules;
import io.tajo.stripe.pipeline.metrics.EventMetrics;
import io.tajo.stripe.pipeline.reading.Parallel;
import io.tajo.stripe.stripe.EventPage;
import io.tajo.stripe.stripe.ListQuery;
import io.tajo.stripe.stripe.Range;
import io.tajo.stripe.stripe.RawEvent;
import io.tajo.stripe.stripe.Stripe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's events feed, which keeps what happened for 30 days: what no webhook brought is found
 * there.
 */
final class Feed {
  /** Stripe keeps events for 30 days; a day less, so that none goes while it is being read. */
  private static final Duration KEPT = Duration.ofDays(29);

  /** Events show up in the feed some seconds after they were created. */
  private static final Duration OVERLAP = Duration.ofMinutes(10);

  private static final String READ_UNTIL = "feed.read_until";
  private static final String FOLLOWED = "feed.followed";
  private static final String LOOKED_FOR_UNDELIVERED = "feed.looked_for_undelivered";
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WORTH_SLICING = Duration.ofHours(6);
  private static final int SLICES = 8;
  private static final int PAGE = 100;

  private final Stripe stripe;
  private final Ledger ledger;
  private final Facts facts;
  private final EventRules rules;
  private final Runnable countReads;
  private final EventMetrics metrics;

  Feed(Stripe stripe, Ledger ledger, EventRules rules, Runnable countReads, EventMetrics metrics) {
    this.stripe = stripe;
    this.ledger = ledger;
    this.facts = ledger.facts();
    this.rules = rules;
    this.countReads = countReads;
    this.metrics = metrics;
  }

  /**
   * What reading the feed brought.
   *
   * @param read events of use to this connector, in the time that was read
   * @param fresh those of them that had not come before
   * @param undelivered events of the last day that Stripe has not delivered to every webhook
   *     endpoint, 100 at most; asked once a day, 0 in between
   */
  record Found(long read, long fresh, long undelivered) {}

  /** Why the feed cannot tell all that has happened since the ledger was right; empty: it can. */
  Optional<String> gap(Instant now) {
    Optional<Instant> until = readUntil();
    if (until.isEmpty()) {
      return Optional.of("there has been no full run yet");
    }
    return until.get().isBefore(now.minus(KEPT))
        ? Optional.of(
            "Stripe's events were last read on "
                + until.get()
                + ", and it keeps them for 30 days only")
        : Optional.empty();
  }

  private Optional<Instant> readUntil() {
    return facts.get(READ_UNTIL).map(Instant::parse);
  }

  /** Whether runs read the feed: then it is known what webhooks missed. */
  boolean isFollowed() {
    return facts.get(FOLLOWED).isPresent() && readUntil().isPresent();
  }

  /** All that happened before a moment is in the ledger. */
  void caughtUp(Instant until) {
    if (readUntil().filter(known -> !known.isBefore(until)).isEmpty()) {
      facts.put(READ_UNTIL, until.toString());
    }
  }

  /** Reads the feed since the last time, into the inbox. */
  Found read(Progress progress) {
    Instant from = readUntil().orElseThrow().minus(OVERLAP);
    Instant began = stripe.now();
    AtomicLong read = new AtomicLong();
    AtomicLong fresh = new AtomicLong();
    try (Progress.Task task = progress.task("events")) {
      new Parallel(SLICES)
          .each(
              slices(from, began),
              slice -> {
                @Nullable String cursor = null;
                do {
                  EventPage page =
                      stripe.events(
                          new ListQuery(
                              new Range(slice.from(), slice.to(), cursor), PAGE, Map.of()));
                  List<NewEvent> useful = useful(page.events());
                  read.addAndGet(useful.size());
                  Set<String> stored = ledger.inbox().store(useful);
                  metrics.received(NewEvent.Source.FEED, stored.size());
                  fresh.addAndGet(stored.size());
                  task.advance(page.events().size());
                  cursor = page.cursor();
                } while (cursor != null);
              });
    }
    long undelivered = undelivered(began);
    countReads.run();
    caughtUp(began);
    facts.put(FOLLOWED, began.toString());
    return new Found(read.get(), fresh.get(), undelivered);
  }

  private static List<Range> slices(Instant from, Instant now) {
    long low = Math.max(0, from.getEpochSecond());
    long high = Math.max(low + 1, now.getEpochSecond());
    if (Duration.between(from, now).compareTo(WORTH_SLICING) < 0) {
      return List.of(Range.since(low));
    }
    List<Range> slices = new ArrayList<>();
    for (int i = 0; i < SLICES; i++) {
      long start = low + (high - low) * i / SLICES;
      long end = low + (high - low) * (i + 1) / SLICES;
      slices.add(i == SLICES - 1 ? Range.since(start) : new Range(start, end, null));
    }
    return slices;
  }

  private List<NewEvent> useful(List<RawEvent> events) {
    return events.stream()
        .filter(event -> rules.useful(event.type()))
        .map(event ->
            new NewEvent(
                event.id(),
                event.type(),
                event.created(),
                NewEvent.Source.FEED,
                null,
                event.json()))
        .toList();
  }

  /** A read that costs as much as all others of a quiet run. */
  private long undelivered(Instant now) {
    Instant from = now.minus(DAY);
    if (facts.get(LOOKED_FOR_UNDELIVERED).map(Instant::parse).filter(from::isBefore).isPresent()) {
      return 0;
    }
    Range since = Range.since(Math.max(0, from.getEpochSecond()));
    long undelivered =
        stripe
            .events(new ListQuery(since, PAGE, Map.of("delivery_success", "false")))
            .events()
            .size();
    facts.put(LOOKED_FOR_UNDELIVERED, now.toString());
    return undelivered;
  }
}
