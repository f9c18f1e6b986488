package io.tajo.stripe.pipeline;

import io.tajo.stripe.contact.Written;
import io.tajo.stripe.ledger.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Contacts that this connector wrote and whose address no customer has any more: the person moved
 * to another address, and the contact goes along where Brevo has none there, or the customer is
 * gone.
 */
final class Departures {
  private static final int BATCH = 500;

  private final Ledger ledger;
  private final ContactSink sink;
  private final boolean guests;
  private final @Nullable Instant since;

  Departures(Ledger ledger, ContactSink sink, boolean guests, @Nullable Instant since) {
    this.ledger = ledger;
    this.sink = sink;
    this.guests = guests;
    this.since = since;
  }

  void all() {
    String after = "";
    while (true) {
      List<Written> orphans = ledger.contacts().orphans(after, BATCH, guests, since);
      if (orphans.isEmpty()) {
        break;
      }
      some(orphans);
      after = orphans.getLast().address();
    }
  }

  /** Deals with contacts that nobody has any more. */
  void some(List<Written> orphans) {
    List<Written> gone = new ArrayList<>();
    Map<String, Optional<String>> now = addresses(orphans);
    for (Written orphan : orphans) {
      Optional<String> next = movedTo(orphan, now);
      if (next.isPresent()) {
        sink.rename(orphan, next.get());
      } else {
        gone.add(orphan);
      }
    }
    sink.depart(gone);
  }

  /** Those of some addresses whose contacts nobody has any more. */
  List<Written> among(Collection<String> addresses) {
    return ledger.contacts().orphansAmong(addresses, guests, since);
  }

  /** Where the contacts of some addresses may move to: these wait for them. */
  Set<String> targets(Collection<String> addresses) {
    List<Written> orphans = among(addresses);
    Map<String, Optional<String>> now = addresses(orphans);
    return orphans.stream()
        .flatMap(orphan -> movedTo(orphan, now).stream())
        .collect(Collectors.toSet());
  }

  private Map<String, Optional<String>> addresses(List<Written> orphans) {
    return ledger
        .objects()
        .addressesOf(orphans.stream().flatMap(one -> one.customers().stream()).toList());
  }

  /**
   * The address of the newest of its customers that still has one, if no contact of ours is there.
   */
  private Optional<String> movedTo(Written orphan, Map<String, Optional<String>> now) {
    return orphan.customers().stream()
        .map(customer -> now.getOrDefault(customer, Optional.empty()))
        .flatMap(Optional::stream)
        .findFirst()
        .filter(address -> ledger.contacts().written(List.of(address)).isEmpty())
        .filter(address -> ledger.imports().inUnfinished(List.of(address)).isEmpty());
  }
}
