package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.brevo.BrevoContact;
import io.tajo.stripe.brevo.BrevoFailure;
import io.tajo.stripe.brevo.ContactPage;
import io.tajo.stripe.brevo.ImportState;
import io.tajo.stripe.contact.Written;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.PendingImport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for imports to end and finds out what became of their rows. Rows that arrived are
 * remembered as written, as far as Brevo holds what was sent; the addresses of all rows are then
 * handed back, to be planned anew: what changed since, what did not arrive and what Brevo did not
 * make is seen there.
 */
final class Settlement {
  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
  private static final int PAGE = 1_000;

  /** Clocks differ: what Brevo calls modified may lie a little before the import was sent. */
  private static final Duration CLOCK_SLACK = Duration.ofMinutes(10);

  private static final Backoff LOOKS = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60));
  private static final Duration PATIENCE = Duration.ofHours(2);

  /** Between looks at an import that should long be over. */
  private static final Duration LATE = Duration.ofMinutes(15);

  /** How often an unfinished import was looked at, and when next. */
  private record Look(int number, Instant next) {}

  private final Brevo brevo;
  private final Ledger ledger;
  private final Tally tally;
  private final Waiting waiting;
  private final InstantSource clock;
  private final boolean marking;

  /** What was begun before and never sent was begun by a process that is gone. */
  private final Instant began;

  /** Imports that were waited for in vain; a run does so once. */
  private final Set<Long> givenUp = ConcurrentHashMap.newKeySet();

  private final Map<Long, Look> looks = new ConcurrentHashMap<>();

  /** Who plans contacts anew. */
  interface Settled {
    void addresses(List<String> some);
  }

  /** How this room waits; a test does not. */
  interface Waiting {
    void sleep(Duration duration) throws InterruptedException;
  }

  /**
   * Settles a connector's imports.
   *
   * @param marking whether contacts that arrived are marked as they are handed back: nobody plans
   *     them at once. Those that did not arrive are marked in any case.
   */
  Settlement(
      Brevo brevo,
      Ledger ledger,
      Tally tally,
      Waiting waiting,
      InstantSource clock,
      boolean marking) {
    this.brevo = brevo;
    this.ledger = ledger;
    this.tally = tally;
    this.waiting = waiting;
    this.clock = clock;
    this.marking = marking;
    this.began = clock.instant();
  }

  /**
   * Settles every unfinished import that ends in time.
   *
   * @param settled is given the addresses of ended imports, a page at a time
   */
  void settle(Settled settled) {
    settle(settled, false);
  }

  /** The same for those that have ended by now: beside other work nobody waits for the others. */
  void look(Settled settled) {
    settle(settled, true);
  }

  private void settle(Settled settled, boolean atOnce) {
    List<PendingImport> ended = new ArrayList<>();
    for (PendingImport pending : ledger.imports().unfinished()) {
      Long process = pending.processId();
      if (process == null) {
        // Sent or not, it only creates: whatever it makes is found when its contacts are written.
        if (pending.refused() || pending.startedAt().isBefore(began)) {
          handBack(pending, settled);
          ledger.imports().end(pending.id(), "unknown");
        }
      } else if (atOnce) {
        if (lookedAt(pending, process)) {
          ended.add(pending);
        }
      } else if (!givenUp.contains(pending.id())) {
        if (hasEnded(pending, process)) {
          ended.add(pending);
        } else {
          givenUp.add(pending.id());
        }
      }
    }
    if (ended.isEmpty()) {
      return;
    }
    readBack(ended, settled);
    for (PendingImport pending : ended) {
      handBack(pending, settled);
      ledger.imports().end(pending.id(), "completed");
    }
  }

  private boolean hasEnded(PendingImport pending, long process) {
    Instant deadline = clock.instant().plus(PATIENCE);
    for (int look = 0; clock.instant().isBefore(deadline); look++) {
      if (isOver(process)) {
        return true;
      }
      pause(LOOKS.after(look));
    }
    tally.count(Tally.Outcome.UNWRITTEN, pending.rows());
    tally.problem(
        "Brevo's import process "
            + process
            + " has not ended in two hours: look at it in Brevo (Contacts > Import history); the next"
            + " run waits for it again");
    return false;
  }

  /** Beside other work: one that goes on must not keep others from being settled. */
  private boolean lookedAt(PendingImport pending, long process) {
    Look look = looks.getOrDefault(pending.id(), new Look(0, Instant.MIN));
    if (clock.instant().isBefore(look.next())) {
      return false;
    }
    if (isOver(process)) {
      looks.remove(pending.id());
      return true;
    }
    Instant now = clock.instant();
    boolean late = pending.startedAt().plus(PATIENCE).isBefore(now);
    if (late) {
      LOG.atWarn()
          .addKeyValue("process", process)
          .log(
              "A Brevo import has not ended in two hours, and its contacts wait: look at it in Brevo"
                  + " (Contacts > Import history)");
    }
    looks.put(
        pending.id(),
        new Look(look.number() + 1, now.plus(late ? LATE : LOOKS.after(look.number()))));
    return false;
  }

  private boolean isOver(long process) {
    ImportState.Status state = state(process);
    if (state.isFinal() && state != ImportState.Status.COMPLETED) {
      LOG.atWarn()
          .addKeyValue("process", process)
          .addKeyValue("state", state)
          .log("A Brevo import did not complete: its contacts are looked up and written again");
    }
    return state.isFinal();
  }

  private ImportState.Status state(long process) {
    try {
      return brevo.process(process).status();
    } catch (BrevoFailure.NotFound e) {
      return ImportState.Status.FAILED;
    }
  }

  private void pause(Duration duration) {
    try {
      waiting.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted; run it again to go on where it stopped");
    }
  }

  /**
   * Reads what Brevo changed since the oldest import was sent, and settles the rows found there.
   */
  private void readBack(List<PendingImport> ended, Settled settled) {
    Instant since =
        ended.stream()
            .map(PendingImport::startedAt)
            .min(Instant::compareTo)
            .orElseThrow()
            .minus(CLOCK_SLACK);
    long offset = 0;
    while (true) {
      ContactPage page = brevo.contacts(PAGE, offset, since);
      settlePage(page.contacts(), settled);
      offset += page.contacts().size();
      if (page.contacts().isEmpty() || offset >= page.count()) {
        return;
      }
    }
  }

  private void settlePage(List<BrevoContact> page, Settled settled) {
    Map<String, Written> sent =
        ledger.imports().rows(page.stream().map(Settlement::address).toList());
    List<Written> arrived = new ArrayList<>();
    for (BrevoContact found : page) {
      Written row = sent.get(address(found));
      if (row != null) {
        arrived.add(arrived(row, found));
      }
    }
    if (!arrived.isEmpty()) {
      ledger.imports().settle(arrived, marking);
      tally.count(Tally.Outcome.CREATED, arrived.size());
      settled.addresses(arrived.stream().map(Written::address).toList());
    }
  }

  private Written arrived(Written sent, BrevoContact found) {
    Written arrived = Arrival.of(sent, found);
    for (String number : arrived.withheld().keySet()) {
      if (!sent.withheld().containsKey(number)) {
        tally.refused(number);
        ledger.numbers().release(number, List.of(sent.address()));
      }
    }
    return arrived;
  }

  private static String address(BrevoContact contact) {
    return contact.email().toLowerCase(Locale.ROOT);
  }

  /** Frees the rows that Brevo did not make, so that they are written otherwise. */
  private void handBack(PendingImport pending, Settled settled) {
    List<String> some = ledger.imports().addresses(pending.id(), PAGE);
    while (!some.isEmpty()) {
      ledger.imports().drop(some);
      settled.addresses(some);
      some = ledger.imports().addresses(pending.id(), PAGE);
    }
  }
}
