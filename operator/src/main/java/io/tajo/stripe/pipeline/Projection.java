package io.tajo.stripe.pipeline;

import io.tajo.stripe.contact.Change;
import io.tajo.stripe.contact.ContactMaker;
import io.tajo.stripe.contact.Desired;
import io.tajo.stripe.contact.Diff;
import io.tajo.stripe.contact.Written;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.profile.Catalog;
import io.tajo.stripe.profile.ContactRows;
import io.tajo.stripe.profile.CustomerRow;
import io.tajo.stripe.profile.Explained;
import io.tajo.stripe.profile.Profile;
import io.tajo.stripe.profile.Profiler;
import io.tajo.stripe.profile.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ledger seen as the contacts that Brevo should have: rows, profile, desired contact, change.
 * The same steps for one contact and for a million.
 */
final class Projection {
  private final Ledger ledger;
  private final Profiler profiler;
  private final ContactMaker maker;
  private final InstantSource clock;
  private final boolean rewrite;
  private final Set<Topic> frozen;
  private final boolean guests;

  /**
   * Sees a ledger.
   *
   * @param rewrite whether every value is written, also unchanged ones
   * @param frozen what keeps its last written values
   * @param guests whether expired sessions without a customer make contacts
   */
  Projection(
      Ledger ledger,
      Profiler profiler,
      ContactMaker maker,
      InstantSource clock,
      boolean rewrite,
      Set<Topic> frozen,
      boolean guests) {
    this.ledger = ledger;
    this.profiler = profiler;
    this.maker = maker;
    this.clock = clock;
    this.rewrite = rewrite;
    this.frozen = frozen;
    this.guests = guests;
  }

  /** A contact of a customer, or of a guest who left a checkout and may be written to. */
  private boolean isSomebody(ContactRows rows) {
    return !rows.customers().isEmpty()
        || (guests && rows.sessions().stream().anyMatch(profiler::makesContact));
  }

  /** Plans contacts. Addresses that nobody has now are left out. */
  List<Planned> plan(Collection<String> addresses) {
    List<ContactRows> contacts = ledger.objects().load(addresses);
    Catalog catalog = ledger.objects().catalog(contacts);
    Map<String, Written> written = ledger.contacts().written(addresses);
    Set<String> suppressed = ledger.contacts().suppressed(addresses);
    Instant now = clock.instant();
    List<Planned> planned = new ArrayList<>(contacts.size());
    for (ContactRows rows : contacts) {
      if (!isSomebody(rows)) {
        continue;
      }
      Profile profile = profiler.profile(rows, catalog, now).without(frozen);
      planned.add(
          planned(profile, written.get(rows.address()), suppressed.contains(rows.address())));
    }
    return planned;
  }

  private Planned planned(Profile profile, @Nullable Written before, boolean suppressed) {
    Desired desired = maker.desired(profile);
    Change change = Diff.between(desired, before, rewrite);
    return new Planned(profile, desired, before, change, suppressed, Set.of());
  }

  /**
   * One contact, and what its figures were made from.
   *
   * @param customers with the address, newest first
   * @param at the instant of the figures
   */
  record Seen(List<CustomerRow> customers, Explained explained, Planned planned, Instant at) {}

  /** Plans one contact and explains it; empty where nobody has the address now. */
  Optional<Seen> see(String address) {
    List<String> one = List.of(address);
    List<ContactRows> contacts = ledger.objects().load(one);
    ContactRows rows = contacts.getFirst();
    if (!isSomebody(rows)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Explained explained = profiler.explain(rows, ledger.objects().catalog(contacts), now);
    Planned planned =
        planned(
            explained.profile().without(frozen),
            ledger.contacts().written(one).get(address),
            ledger.contacts().suppressed(one).contains(address));
    Map<String, CustomerRow> byId = new HashMap<>();
    rows.customers().forEach(customer -> byId.put(customer.id(), customer));
    return Optional.of(
        new Seen(
            explained.profile().customers().stream()
                .flatMap(id -> Stream.ofNullable(byId.get(id)))
                .toList(),
            explained,
            planned,
            now));
  }
}
