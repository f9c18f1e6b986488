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
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes contacts that Brevo does not have: by import, which takes thousands a call, creates only
 * and never touches a contact that somebody made meanwhile; a handful, and those that belong in no
 * list, by calls of their own. Rows are in the ledger before an import is sent, so that a crash
 * forgets none.
 */
final class FirstWrites {
  /** Up to so many contacts, single calls are done sooner than an import. */
  private static final int FEW = 20;

  /** A refused import is halved down to this many rows, which are then written one by one. */
  private static final int SMALLEST_HALF = 50;

  /** An import gives all its rows the same lists and flags. */
  private record Kind(SortedSet<Long> lists, Set<Channel> blocklist) {
    ImportBody body() {
      return new ImportBody(lists, blocklist, ImportBody.MAX_BYTES);
    }
  }

  private record Row(Planned planned, Written written) {
    ImportRow imported() {
      return new ImportRow(written.address(), written.attributes());
    }
  }

  /** Rows of one kind that wait to be sent, and the body that they are sent in. */
  private record Waiting(List<Row> rows, ImportBody body) {
    boolean add(Row row) {
      return body.add(row.imported()) && rows.add(row);
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
    Row row = new Row(planned, Diff.after(planned.desired(), null, change));
    Kind kind = new Kind(change.addLists(), SingleWrite.channels(change));
    if (!waitingFor(kind).add(row)) {
      send(kind, waiting.remove(kind));
      waitingFor(kind).add(row);
    }
    if (waiting.values().stream().mapToLong(some -> some.body().bytes()).sum()
        > ImportBody.MAX_BYTES) {
      sendLargest();
    }
  }

  private Waiting waitingFor(Kind kind) {
    return waiting.computeIfAbsent(kind, _ -> new Waiting(new ArrayList<>(), kind.body()));
  }

  /** Sends what is held back. */
  void flush() {
    if (waiting.values().stream().mapToInt(some -> some.rows().size()).sum() <= FEW) {
      waiting.values().forEach(some -> some.rows().forEach(row -> alone(row.planned())));
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
        1);
  }

  private void sendLargest() {
    Kind largest =
        waiting.entrySet().stream()
            .max(Comparator.comparingLong(entry -> entry.getValue().body().bytes()))
            .orElseThrow()
            .getKey();
    send(largest, waiting.remove(largest));
  }

  private void send(Kind kind, @Nullable Waiting some) {
    if (some == null) {
      return;
    }
    List<Written> written = some.rows().stream().map(Row::written).toList();
    long id = ledger.imports().begin(written, kind.lists(), !kind.blocklist().isEmpty());
    try {
      ledger.imports().accepted(id, brevo.importContacts(some.body()));
    } catch (BrevoFailure.Invalid | BrevoFailure.TooLarge refusal) {
      ledger.imports().end(id, "refused");
      List<Row> rows = some.rows();
      if (rows.size() <= SMALLEST_HALF) {
        rows.forEach(row -> alone(row.planned()));
      } else {
        send(kind, again(kind, rows.subList(0, rows.size() / 2)));
        send(kind, again(kind, rows.subList(rows.size() / 2, rows.size())));
      }
    }
  }

  private static Waiting again(Kind kind, List<Row> rows) {
    ImportBody body = kind.body();
    rows.forEach(row -> body.add(row.imported()));
    return new Waiting(rows, body);
  }
}
