package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.OnCustomerDeleted;
import io.tajo.stripe.brevo.BatchResult;
import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.brevo.BrevoContact;
import io.tajo.stripe.brevo.BrevoFailure;
import io.tajo.stripe.brevo.ContactUpdate;
import io.tajo.stripe.contact.Lists;
import io.tajo.stripe.contact.Written;
import io.tajo.stripe.ledger.Ledger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes to Brevo, and remembers what was written once Brevo has accepted it. */
final class BrevoSink implements ContactSink, AutoCloseable {
  private static final int WIDTH = 8;
  private static final int LEFT_BATCH = 1_000;

  private final Brevo brevo;
  private final Ledger ledger;
  private final Tally tally;
  private final OnCustomerDeleted policy;
  private final Set<Long> ours;
  private final ListCheck lists;
  private final Lanes lanes;
  private final Renaming renaming;
  private final NumberClaims claims;
  private final Updates updates;
  private final Updates mending;
  private final FirstWrites firstWrites;
  private final List<Written> left = new ArrayList<>();

  /** Addresses of renamed contacts: they are counted when their values are looked at. */
  private final Set<String> moved = new HashSet<>();

  /**
   * Writes with one connector's lists.
   *
   * @param guard throws when this process may not write any longer
   */
  BrevoSink(
      Brevo brevo,
      Ledger ledger,
      Tally tally,
      OnCustomerDeleted policy,
      Lists lists,
      Runnable guard) {
    this.brevo = brevo;
    this.ledger = ledger;
    this.tally = tally;
    this.policy = policy;
    this.ours = new TreeSet<>(BrevoSetup.wanted(lists).values());
    this.lanes = new Lanes(WIDTH, tally, guard);
    this.renaming = new Renaming(brevo, ledger);
    this.claims = new NumberClaims(ledger.numbers(), tally);
    this.lists = new ListCheck(brevo, lists);
    SingleWrite single = new SingleWrite(brevo, ledger.numbers(), tally, this.lists::require);
    this.updates =
        new Updates(brevo, ledger.contacts(), single, tally, lanes, Tally.Outcome.UPDATED);
    this.mending =
        new Updates(brevo, ledger.contacts(), single, tally, lanes, Tally.Outcome.MENDED);
    this.firstWrites = new FirstWrites(brevo, ledger, single, lanes);
  }

  @Override
  public List<Planned> settled(List<Planned> some) {
    return claims.settled(some);
  }

  @Override
  public void create(Planned planned) {
    firstWrites.add(planned);
  }

  /** Makes one contact by itself, not by import. */
  void createAlone(Planned planned) {
    firstWrites.alone(planned);
  }

  @Override
  public void update(Planned planned) {
    updates.add(planned);
  }

  /** Updates a contact that an import of this run made. */
  void mend(Planned planned) {
    mending.add(planned);
  }

  @Override
  public void leave(Planned planned) {
    tally.count(
        planned.isRejected()
            ? Tally.Outcome.REJECTED
            : moved.contains(planned.address()) ? Tally.Outcome.UPDATED : Tally.Outcome.UNCHANGED);
    Written now = planned.after(planned.change());
    if (!now.equals(planned.written())) {
      left.add(now);
      if (left.size() == LEFT_BATCH) {
        saveLeft();
      }
    }
  }

  private void saveLeft() {
    ledger.contacts().save(left);
    left.clear();
  }

  @Override
  public void rename(Written from, String to) {
    lanes.here(
        () -> {
          switch (renaming.rename(from, to)) {
            case RENAMED -> moved.add(to);
            case REFUSED -> depart(List.of(from));
            case LOST -> {}
          }
        },
        List.of(from.address(), to));
  }

  /** Ends a renaming that was cut short; where Brevo does not answer, the next round does. */
  void recover() {
    lanes.here(renaming::recover, List.of());
  }

  @Override
  public void depart(List<Written> contacts) {
    List<Written> leaving = new ArrayList<>();
    for (Written contact : contacts) {
      if (policy == OnCustomerDeleted.DELETE_CONTACT && !contact.lists().isEmpty()) {
        lanes.here(() -> delete(contact, leaving), List.of(contact.address()));
      } else if (policy == OnCustomerDeleted.REMOVE_FROM_LISTS && !contact.lists().isEmpty()) {
        leaving.add(contact);
      } else if (contact.nextChange() != null) {
        // It stays as it is: its time must not come again and again.
        ledger.contacts().save(List.of(contact.withoutNextChange()));
      }
    }
    for (int i = 0; i < leaving.size(); i += Updates.BATCH) {
      List<Written> some = leaving.subList(i, Math.min(i + Updates.BATCH, leaving.size()));
      lanes.start(() -> removeFromLists(some), some.stream().map(Written::address).toList());
    }
    lanes.await();
  }

  private void delete(Written contact, List<Written> leaving) {
    Optional<BrevoContact> found = brevo.contact(contact.address());
    if (found.filter(one -> !Renaming.blocked(one).isEmpty()).isPresent()) {
      leaving.add(contact);
      return;
    }
    if (found.isPresent()) {
      brevo.delete(contact.address());
    }
    ledger.contacts().remove(List.of(contact.address()));
    tally.count(Tally.Outcome.REMOVED);
  }

  private void removeFromLists(List<Written> some) {
    BatchResult result =
        brevo.updateAll(
            some.stream()
                .map(contact ->
                    new ContactUpdate(
                        contact.address(), Map.of(), Set.of(), left(contact), Set.of()))
                .toList());
    if (result instanceof BatchResult.Done) {
      remember(some);
    } else {
      some.forEach(this::removeFromLists);
    }
  }

  private void removeFromLists(Written contact) {
    try {
      brevo.update(
          new ContactUpdate(contact.address(), Map.of(), Set.of(), left(contact), Set.of()));
    } catch (BrevoFailure.NotFound lost) {
      // Brevo has lost it: it is in no list.
    } catch (BrevoFailure.Invalid refusal) {
      tally.count(Tally.Outcome.UNWRITTEN);
      tally.problem("a contact could not be taken out of its lists: " + refusal.getMessage());
      return;
    }
    remember(List.of(contact));
  }

  private void remember(List<Written> some) {
    ledger.contacts().save(some.stream().map(BrevoSink::withoutLists).toList());
    tally.count(Tally.Outcome.REMOVED, some.size());
  }

  /**
   * The connector's lists that a contact is in; one that is no longer configured is not touched.
   */
  private Set<Long> left(Written contact) {
    Set<Long> left = new TreeSet<>(contact.lists());
    left.retainAll(ours);
    return left;
  }

  private static Written withoutLists(Written contact) {
    return new Written(
        contact.address(),
        contact.customers(),
        contact.attributes(),
        new TreeSet<>(),
        contact.blocklisted(),
        contact.withheld(),
        contact.rejection(),
        null);
  }

  @Override
  public void rest() {
    updates.flush();
    mending.flush();
    firstWrites.keep();
    lanes.await();
    saveLeft();
  }

  /** The addresses of contacts that stayed unwritten because Brevo did not answer. */
  Set<String> failed() {
    return lanes.failed();
  }

  /** Whether a contact stayed unwritten because Brevo lacks a list. */
  boolean foundListsMissing() {
    return lists.foundMissing();
  }

  @Override
  public void flush() {
    updates.flush();
    mending.flush();
    firstWrites.flush();
    lanes.await();
    saveLeft();
  }

  @Override
  public void close() {
    lanes.close();
  }
}
