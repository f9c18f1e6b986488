package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.brevo.BrevoFailure;
import io.tajo.stripe.brevo.Channel;
import io.tajo.stripe.brevo.ImportBody;
import io.tajo.stripe.brevo.ImportRow;
import io.tajo.stripe.contact.Change;
import io.tajo.stripe.contact.Diff;
import io.tajo.stripe.contact.Written;
import io.tajo.stripe.ledger.Ledger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;

/**
 * Makes contacts that Brevo does not have: by import, which takes thousands a call, creates only
 * and never touches a contact that somebody made meanwhile; a handful, and those that belong in no
 * list, by calls of their own. Rows are in the ledger before an import is sent, so that a crash
 * forgets none, and what waits in memory is no more than the bytes that are sent.
 */
final class FirstWrites {
  /** Up to so many contacts, single calls are done sooner than an import. */
  static final int FEW = 20;

  /** A refused import is halved down to this many rows, which settling hands back. */
  private static final int SMALLEST_HALF = 50;

  /** Rows that go to the ledger, or come from there, at a time. */
  private static final int BATCH = 1_000;

  /** An import gives all its rows the same lists and flags. */
  private record Kind(SortedSet<Long> lists, Set<Channel> blocklist) {}

  /** Rows of one kind that wait to be sent. */
  private final class Waiting {
    private final Kind kind;
    private final ImportBody body;
    private final List<Written> unsaved = new ArrayList<>();
    private OptionalLong id = OptionalLong.empty();

    /** All of them, as long as they are few. */
    private final List<Planned> few = new ArrayList<>();

    Waiting(Kind kind) {
      this.kind = kind;
      this.body = new ImportBody(kind.lists(), kind.blocklist(), ImportBody.MAX_BYTES);
    }

    boolean add(Written row) {
      if (!body.add(new ImportRow(row.address(), row.attributes()))) {
        return false;
      }
      unsaved.add(row);
      if (unsaved.size() == BATCH) {
        save();
      }
      return true;
    }

    void keep(Planned planned) {
      if (rows() <= FEW) {
        few.add(planned);
      }
    }

    int rows() {
      return body.emails().size();
    }

    /** Keeps all rows in the ledger; the import's id there. */
    long save() {
      if (id.isEmpty()) {
        id = OptionalLong.of(ledger.imports().begin(kind.lists(), !kind.blocklist().isEmpty()));
      }
      ledger.imports().add(id.getAsLong(), unsaved);
      unsaved.clear();
      return id.getAsLong();
    }
  }

  private final Brevo brevo;
  private final Ledger ledger;
  private final SingleWrite single;
  private final Lanes lanes;
  private final Map<Kind, Waiting> waiting = new HashMap<>();

  FirstWrites(Brevo brevo, Ledger ledger, SingleWrite single, Lanes lanes) {
    this.brevo = brevo;
    this.ledger = ledger;
    this.single = single;
    this.lanes = lanes;
  }

  void add(Planned planned) {
    Change change = planned.asNew();
    if (change.addLists().isEmpty()) {
      alone(planned);
      return;
    }
    Kind kind = new Kind(change.addLists(), SingleWrite.channels(change));
    Written row = Diff.after(planned.desired(), null, change);
    Waiting some = waiting.computeIfAbsent(kind, Waiting::new);
    if (!some.add(row)) {
      send(some);
      some = new Waiting(kind);
      some.add(row);
      waiting.put(kind, some);
    }
    some.keep(planned);
    if (waiting.values().stream().mapToLong(one -> one.body.bytes()).sum() > ImportBody.MAX_BYTES) {
      sendLargest();
    }
  }

  /** Notes in the ledger what is held back: from then on nobody writes it otherwise. */
  void keep() {
    waiting.values().forEach(Waiting::save);
  }

  /** Sends what is held back. */
  void flush() {
    if (waiting.values().stream().mapToInt(Waiting::rows).sum() <= FEW) {
      for (Waiting some : waiting.values()) {
        some.id.ifPresent(id -> ledger.imports().end(id, "alone"));
        some.few.forEach(this::alone);
      }
      waiting.clear();
    }
    while (!waiting.isEmpty()) {
      sendLargest();
    }
  }

  /** Makes one contact by itself. */
  void alone(Planned planned) {
    lanes.start(
        () -> ledger.contacts().save(List.of(single.write(planned, false, Tally.Outcome.UPDATED))),
        List.of(planned.address()));
  }

  private void sendLargest() {
    Waiting largest =
        waiting.values().stream()
            .max(Comparator.comparingLong(some -> some.body.bytes()))
            .orElseThrow();
    waiting.remove(largest.kind);
    send(largest);
  }

  private void send(Waiting some) {
    long id = some.save();
    try {
      ledger.imports().accepted(id, brevo.importContacts(some.body));
    } catch (BrevoFailure.Invalid | BrevoFailure.TooLarge refusal) {
      if (some.rows() <= SMALLEST_HALF) {
        // Settling hands its rows back.
        ledger.imports().refused(id);
      } else {
        List<String> rows = some.body.emails();
        Waiting one = again(some.kind, rows.subList(0, rows.size() / 2));
        Waiting other = again(some.kind, rows.subList(rows.size() / 2, rows.size()));
        ledger.imports().end(id, "refused");
        send(one);
        send(other);
      }
    } catch (BrevoFailure failure) {
      // Taken or not, it only creates: its rows are handed back, not kept from everybody.
      ledger.imports().refused(id);
      throw failure;
    }
  }

  /** Rows of an import in one of their own. */
  private Waiting again(Kind kind, List<String> addresses) {
    Waiting half = new Waiting(kind);
    for (int i = 0; i < addresses.size(); i += BATCH) {
      List<String> some = addresses.subList(i, Math.min(i + BATCH, addresses.size()));
      ledger.imports().rows(some).values().forEach(half::add);
    }
    half.save();
    return half;
  }
}
