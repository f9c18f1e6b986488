package io.tajo.stripe.pipeline.events;

import io.tajo.stripe.ledger.Kind;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.Outgoing;
import io.tajo.stripe.ledger.Rows;
import io.tajo.stripe.ledger.TakingIn;
import io.tajo.stripe.ledger.Touched;
import io.tajo.stripe.pipeline.metrics.EventLag;
import io.tajo.stripe.profile.Profiler;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Takes what became known because of events into the ledger, in one transaction: rows, contacts to
 * be made anew, events for Brevo. The events are of different objects.
 */
final class EventTaker {
  private final EventRules rules;
  private final Ledger ledger;
  private final Profiler profiler;
  private final EventLag lag;
  private final Instant now;

  EventTaker(EventRules rules, Ledger ledger, Profiler profiler, EventLag lag, Instant now) {
    this.rules = rules;
    this.ledger = ledger;
    this.profiler = profiler;
    this.lag = lag;
    this.now = now;
  }

  /**
   * Takes them in.
   *
   * @param readings in the order of their events
   * @return the ids of the events that are done; the others show something that is no longer newer
   *     than what is known, and are to be read anew
   */
  Set<String> take(List<Reading> readings) {
    return ledger.takeIn(tx -> take(tx, readings));
  }

  private Set<String> take(TakingIn tx, List<Reading> readings) throws SQLException {
    Touched touched = touched(readings);
    Set<String> contacts = new HashSet<>(tx.contactsOf(touched));
    Map<String, Optional<String>> homes = tx.addressesOf(deleted(readings));
    Told told = Told.of(readings);
    Subscribed before =
        Subscribed.before(tx, profiler, subscriptions(readings), contacts, now, told);

    Set<String> taken = save(tx, readings);
    contacts.addAll(tx.contactsOf(touched));

    Subscribed after = Subscribed.read(tx, profiler, subscriptions(readings), contacts, now);
    List<Reading> done = readings.stream().filter(reading -> isTaken(reading, taken)).toList();
    OutgoingEvents outgoing =
        new OutgoingEvents(
            rules,
            profiler,
            Owners.of(tx, done, homes, contacts),
            before,
            after,
            new Transitions(before.byAddress()));
    List<Outgoing> events = done.stream().flatMap(one -> outgoing.of(one).stream()).toList();

    Told.forget(tx, done);
    done.stream()
        .map(one -> one.event().created())
        .min(Comparator.naturalOrder())
        .ifPresent(created -> lag.begun(tx.change(), created));
    tx.mark(contacts, touched);
    tx.send(events);
    tx.pin(pinned(homes));
    Set<String> ids = done.stream().map(one -> one.event().id()).collect(Collectors.toSet());
    tx.done(ids);
    return ids;
  }

  private static Touched touched(List<Reading> readings) {
    Touched touched = new Touched();
    for (Reading reading : readings) {
      reading.sights().forEach(sight -> touched.add(sight.rows()));
      reading.deleted().keySet().forEach(id -> touched.add(Kind.CUSTOMER, id));
      reading.forgotten().forEach(id -> touched.add(Kind.INVOICE, id));
      reading.customer().ifPresent(id -> touched.add(Kind.CUSTOMER, id));
      reading.charge().ifPresent(id -> touched.add(Kind.CHARGE, id));
    }
    return touched;
  }

  private static Set<String> deleted(List<Reading> readings) {
    return readings.stream()
        .flatMap(one -> one.deleted().keySet().stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> subscriptions(List<Reading> readings) {
    return readings.stream()
        .flatMap(one -> one.subscription().stream())
        .collect(Collectors.toSet());
  }

  private static Map<String, String> pinned(Map<String, Optional<String>> homes) {
    Map<String, String> pinned = new HashMap<>();
    homes.forEach((customer, home) -> home.ifPresent(address -> pinned.put(customer, address)));
    return pinned;
  }

  /** The ids of what events showed and was newer than what is known. */
  private static Set<String> save(TakingIn tx, List<Reading> readings) throws SQLException {
    Map<Instant, Rows> shown = new TreeMap<>();
    Map<Instant, Rows> read = new TreeMap<>();
    Map<Instant, Set<String>> deleted = new TreeMap<>();
    Set<String> forgotten = new HashSet<>();
    for (Reading reading : readings) {
      for (Sight sight : reading.sights()) {
        (sight.fromEvent() ? shown : read).merge(sight.asOf(), sight.rows(), Rows::and);
      }
      reading
          .deleted()
          .forEach((id, asOf) -> deleted.computeIfAbsent(asOf, _ -> new HashSet<>()).add(id));
      forgotten.addAll(reading.forgotten());
    }
    Set<String> taken = new HashSet<>();
    for (Map.Entry<Instant, Rows> entry : shown.entrySet()) {
      taken.addAll(tx.saveNewer(entry.getValue(), entry.getKey()));
    }
    for (Map.Entry<Instant, Rows> entry : read.entrySet()) {
      tx.save(entry.getValue(), entry.getKey());
    }
    for (Map.Entry<Instant, Set<String>> entry : deleted.entrySet()) {
      tx.markDeleted(entry.getValue(), entry.getKey());
    }
    tx.forgetInvoices(forgotten);
    return taken;
  }

  private static boolean isTaken(Reading reading, Set<String> taken) {
    return !reading.fromEvent() || reading.event().objectId().filter(taken::contains).isPresent();
  }
}
