package io.tajo.stripe.pipeline.events;

import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.LedgerException;
import io.tajo.stripe.ledger.StoredEvent;
import io.tajo.stripe.pipeline.metrics.EventLag;
import io.tajo.stripe.pipeline.reading.Parallel;
import io.tajo.stripe.profile.Profiler;
import io.tajo.stripe.stripe.Resource;
import io.tajo.stripe.stripe.Stripe;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Works stored events off: what they say goes into the ledger. */
public final class EventWork {
  private static final int WIDTH = 16;

  private final EventRules rules;
  private final Stripe stripe;
  private final Ledger ledger;
  private final EventLag lag;
  private final InstantSource clock;
  private final Consumer<Resource> denied;

  /**
   * Works for one connector.
   *
   * @param lag is told when changes were begun
   * @param denied is told, before events are done without them, what the key may not read any more
   */
  public EventWork(
      EventRules rules,
      Stripe stripe,
      Ledger ledger,
      EventLag lag,
      InstantSource clock,
      Consumer<Resource> denied) {
    this.rules = rules;
    this.stripe = stripe;
    this.ledger = ledger;
    this.lag = lag;
    this.clock = clock;
    this.denied = denied;
  }

  /**
   * What became of a batch.
   *
   * @param done ids of events that are done
   * @param failed why the others could not be worked off, by id; those that are in neither are to
   *     be tried again at once
   */
  public record Outcome(Set<String> done, Map<String, RuntimeException> failed) {}

  /**
   * Works a batch off. Whatever goes wrong with one event leaves the others alone.
   *
   * @param batch in the order of ({@code created}, {@code id})
   * @param profiler as figures are made at this time
   */
  public Outcome work(List<StoredEvent> batch, Profiler profiler) {
    Outcome outcome = new Outcome(new HashSet<>(), new LinkedHashMap<>());
    List<Reading> readings = new ArrayList<>();
    for (StoredEvent stored : batch) {
      try {
        readings.add(new Reading(StripeEvent.parse(stored.payload()), stored.storedAt()));
      } catch (MalformedEvent e) {
        outcome.failed().put(stored.id(), new IllegalStateException(e.getMessage()));
      }
    }
    for (List<Reading> round : rounds(readings)) {
      round(round, profiler, outcome);
    }
    return outcome;
  }

  /** Events of one object come one after another, payments after the charges that they name. */
  private static List<List<Reading>> rounds(List<Reading> readings) {
    List<List<Reading>> rounds = new ArrayList<>();
    Map<String, Integer> next = new LinkedHashMap<>();
    for (boolean later : new boolean[] {false, true}) {
      int from = rounds.size();
      for (Reading reading : readings) {
        if (bringsAlong(reading.subject()) == later) {
          String object =
              reading.subject() + " " + reading.event().objectId().orElse(reading.event().id());
          int round = next.merge(object, from, (last, _) -> Math.max(last + 1, from));
          while (rounds.size() <= round) {
            rounds.add(new ArrayList<>());
          }
          rounds.get(round).add(reading);
        }
      }
    }
    return rounds;
  }

  private static boolean bringsAlong(Subject subject) {
    return switch (subject) {
      case INVOICE, CHECKOUT_SESSION, PAYMENT_INTENT -> true;
      default -> false;
    };
  }

  private void round(List<Reading> round, Profiler profiler, Outcome outcome) {
    List<Reading> read = read(round, outcome);
    if (read.isEmpty()) {
      return;
    }
    EventTaker taker = new EventTaker(rules, ledger, profiler, lag, clock.instant());
    try {
      outcome.done().addAll(taker.take(read));
    } catch (RuntimeException e) {
      if (!isOfTheEvent(e)) {
        throw e;
      }
      oneByOne(taker, read, outcome);
    }
  }

  /** Whether it is an event that cannot be taken in; else nothing can now. */
  private static boolean isOfTheEvent(RuntimeException failure) {
    return switch (failure) {
      case LedgerException ledger -> ledger.kind() == LedgerException.Kind.FAILED;
      case CancellationException _ -> false;
      default -> true;
    };
  }

  /** One event that cannot be taken in must not keep the others out. */
  private static void oneByOne(EventTaker taker, Collection<Reading> read, Outcome outcome) {
    for (Reading reading : read) {
      try {
        outcome.done().addAll(taker.take(List.of(reading)));
      } catch (RuntimeException e) {
        if (!isOfTheEvent(e)) {
          throw e;
        }
        outcome.failed().put(reading.event().id(), e);
      }
    }
  }

  private List<Reading> read(List<Reading> round, Outcome outcome) {
    Known known = Known.of(round, ledger);
    Instant latest = EventReader.latest(round, known.latest());
    Fetches fetches = new Fetches(stripe, latest);
    EventReader reader =
        new EventReader(
            rules,
            known,
            fetches,
            new Companions(rules, known, fetches),
            new CatalogGaps(rules, ledger, fetches));
    Map<String, RuntimeException> failed = new ConcurrentHashMap<>();
    new Parallel(WIDTH)
        .each(
            round,
            reading -> {
              try {
                reader.read(reading);
              } catch (RuntimeException e) {
                failed.put(reading.event().id(), e);
              }
            });
    fetches.denied().forEach(denied);
    outcome.failed().putAll(failed);
    return round.stream().filter(one -> !failed.containsKey(one.event().id())).toList();
  }
}
