package io.tajo.stripe.pipeline;

import io.tajo.stripe.contact.Change;
import io.tajo.stripe.contact.ContactMaker;
import io.tajo.stripe.contact.Desired;
import io.tajo.stripe.contact.Diff;
import io.tajo.stripe.contact.Written;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.profile.Catalog;
import io.tajo.stripe.profile.ContactRows;
import io.tajo.stripe.profile.Profile;
import io.tajo.stripe.profile.Profiler;
import io.tajo.stripe.profile.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
      Desired desired = maker.desired(profile);
      Written before = written.get(rows.address());
      Change change = Diff.between(desired, before, rewrite);
      planned.add(
          new Planned(
              profile, desired, before, change, suppressed.contains(rows.address()), Set.of()));
    }
    return planned;
  }
}
