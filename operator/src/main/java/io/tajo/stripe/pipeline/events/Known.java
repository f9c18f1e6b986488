package io.tajo.stripe.pipeline.events;

import io.tajo.stripe.ledger.Kind;
import io.tajo.stripe.ledger.Ledger;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of the objects that a batch of events is about or names. */
final class Known {
  private final Ledger ledger;
  private final Map<Kind, Map<String, Instant>> seen = new EnumMap<>(Kind.class);
  private final Map<String, Long> refunded;
  private final Set<String> settled;
  private final Set<String> finalInvoices;

  private Known(Map<Kind, Set<String>> ids, Ledger ledger) {
    this.ledger = ledger;
    ids.forEach((kind, some) -> seen.put(kind, ledger.byId().seen(kind, some)));
    Set<String> charges = ids.getOrDefault(Kind.CHARGE, Set.of());
    this.refunded = ledger.byId().refunded(charges);
    this.settled = ledger.byId().settled(charges);
    this.finalInvoices = ledger.byId().finalInvoices(ids.getOrDefault(Kind.INVOICE, Set.of()));
  }

  static Known of(Collection<Reading> readings, Ledger ledger) {
    Map<Kind, Set<String>> ids = new EnumMap<>(Kind.class);
    for (Reading reading : readings) {
      @Nullable Kind kind = reading.subject().kind();
      if (kind != null) {
        reading.event().objectId().ifPresent(id -> add(ids, kind, id));
      }
      reading.customer().ifPresent(id -> add(ids, Kind.CUSTOMER, id));
      reading.charge().ifPresent(id -> add(ids, Kind.CHARGE, id));
      reading.subscription().ifPresent(id -> add(ids, Kind.SUBSCRIPTION, id));
      StripeEvent.reference(reading.shown(), "latest_invoice")
          .ifPresent(id -> add(ids, Kind.INVOICE, id));
      StripeEvent.reference(reading.shown(), "latest_charge")
          .ifPresent(id -> add(ids, Kind.CHARGE, id));
    }
    return new Known(ids, ledger);
  }

  private static void add(Map<Kind, Set<String>> ids, Kind kind, String id) {
    ids.computeIfAbsent(kind, _ -> new HashSet<>()).add(id);
  }

  /** Whether a customer is known; asks for those that only what was read names. */
  boolean hasCustomer(String id) {
    return at(Kind.CUSTOMER, id) != null
        || !ledger.byId().seen(Kind.CUSTOMER, Set.of(id)).isEmpty();
  }

  boolean hasCharge(String id) {
    return at(Kind.CHARGE, id) != null;
  }

  /** Whether what the ledger knows of an object is older than a moment, or nothing. */
  boolean olderThan(Instant moment, Kind kind, String id) {
    @Nullable Instant at = at(kind, id);
    return at == null || at.isBefore(moment);
  }

  private @Nullable Instant at(Kind kind, String id) {
    return seen.getOrDefault(kind, Map.of()).get(id);
  }

  /** What is known to have been given back of a charge, in minor units. */
  long refunded(String charge) {
    return refunded.getOrDefault(charge, 0L);
  }

  boolean settled(String charge) {
    return settled.contains(charge);
  }

  /** Whether an invoice is known to be paid, void or uncollectible. */
  boolean isFinal(String invoice) {
    return finalInvoices.contains(invoice);
  }

  /** The latest moment at which any of the objects was seen; the epoch: none was. */
  Instant latest() {
    List<Instant> all = seen.values().stream().flatMap(some -> some.values().stream()).toList();
    return all.stream().max(Instant::compareTo).orElse(Instant.EPOCH);
  }
}
