package io.tajo.stripe.pipeline;

import io.tajo.stripe.ledger.KnownContact;
import io.tajo.stripe.ledger.Ledger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Brings all contacts up to date: compares what the ledger says with what was last written, and
 * hands each contact to the sink as new, changed or unchanged. It goes through the addresses in
 * order, a thousand at a time, and keeps none of them.
 */
final class Delivery {
  private static final int BATCH = 1_000;

  /** Bounds what is in memory where a few customers pay thousands of times. */
  private static final long MOST_CHARGES = 20_000;

  private final Ledger ledger;
  private final Projection projection;
  private final ContactSink sink;
  private final Tally tally;
  private final boolean guests;
  private final @Nullable Instant since;
  private final boolean allKnown;
  private final Runnable guard;
  private final Lock turn;

  /**
   * Goes over the contacts of a ledger.
   *
   * @param allKnown whether the ledger knows of every contact if Brevo has it, not only of new
   *     ones: one that Brevo has lost is then made anew
   * @param guard throws when this process may not write any longer
   * @param turn held while contacts are being written: others write between
   */
  Delivery(
      Ledger ledger,
      Projection projection,
      ContactSink sink,
      Tally tally,
      boolean guests,
      @Nullable Instant since,
      boolean allKnown,
      Runnable guard,
      Lock turn) {
    this.ledger = ledger;
    this.projection = projection;
    this.sink = sink;
    this.tally = tally;
    this.guests = guests;
    this.since = since;
    this.allKnown = allKnown;
    this.guard = guard;
    this.turn = turn;
  }

  /** Goes through all contacts. */
  void all(Progress.Task task) {
    String after = "";
    while (true) {
      List<String> addresses = ledger.objects().addresses(after, BATCH, guests, since);
      if (addresses.isEmpty()) {
        break;
      }
      for (List<String> part : ledger.objects().parts(addresses, MOST_CHARGES)) {
        guard.run();
        turn.lock();
        try {
          some(part, task);
          sink.rest();
        } finally {
          turn.unlock();
        }
      }
      after = addresses.getLast();
    }
    turn.lock();
    try {
      sink.flush();
    } finally {
      turn.unlock();
    }
  }

  /** Goes through some contacts. */
  void parts(List<String> addresses) {
    for (List<String> part : ledger.objects().parts(addresses, MOST_CHARGES)) {
      guard.run();
      some(part, Progress.Task.NONE);
    }
  }

  private void some(List<String> addresses, Progress.Task task) {
    Set<String> inImport = ledger.imports().inUnfinished(addresses);
    Map<String, KnownContact> known = ledger.presence().known(addresses);
    List<Planned> plans = sink.settled(projection.plan(addresses));
    // Asked for afterwards: a change that a plan has seen was marked together with it.
    Set<String> marked = ledger.marks().among(addresses);
    task.advance(addresses.size() - plans.size()); // Of the others there is nothing to write.
    for (Planned planned : plans) {
      tally.figures(planned.profile(), planned.desired().omissions());
      // One in an import that goes on is settled after it, by this run or by whoever sent it; until
      // then nothing else may be written to it.
      if (!inImport.contains(planned.address())) {
        if (!planned.change().isEmpty()
            && !planned.change().first()
            && !marked.contains(planned.address())) {
          tally.drifted();
        }
        hand(planned, known.containsKey(planned.address()));
      }
      task.advance(1);
    }
  }

  private void hand(Planned planned, boolean known) {
    if (planned.change().isEmpty()) {
      sink.leave(planned);
    } else if (!known && (planned.change().first() || allKnown)) {
      sink.create(planned);
    } else {
      sink.update(planned);
    }
  }
}
