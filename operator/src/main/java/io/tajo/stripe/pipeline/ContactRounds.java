package io.tajo.stripe.pipeline;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.brevo.BrevoFailure;
import io.tajo.stripe.contact.Written;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.LedgerException;
import io.tajo.stripe.ledger.Mark;
import io.tajo.stripe.pipeline.metrics.ConnectorMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes marked contacts anew, round by round: all that wait at once, each once, side by side. First
 * those that nobody has any more, because they may move to where others are.
 */
final class ContactRounds {
  private static final Logger LOG = LoggerFactory.getLogger(ContactRounds.class);
  private static final int MOST = 5_000;
  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1));

  private final Plan plan;
  private final Brevo brevo;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Runnable guard;
  private final ReentrantLock turn;
  private final ConnectorMetrics metrics;

  /**
   * Rounds of one connector.
   *
   * @param guard throws when this process may not write any longer
   * @param turn held while contacts are being written
   */
  ContactRounds(
      Plan plan,
      Brevo brevo,
      Ledger ledger,
      InstantSource clock,
      Runnable guard,
      ReentrantLock turn,
      ConnectorMetrics metrics) {
    this.plan = plan;
    this.brevo = brevo;
    this.ledger = ledger;
    this.clock = clock;
    this.guard = guard;
    this.turn = turn;
    this.metrics = metrics;
  }

  /**
   * One round; false where no contact's turn has come.
   *
   * @param listsMissing told where Brevo refuses contacts because it lacks a list
   */
  boolean round(Setup setup, Runnable listsMissing) {
    turn.lock();
    try {
      List<Mark> marks = ledger.marks().due(MOST);
      if (marks.isEmpty()) {
        return false;
      }
      try {
        some(setup, marks, listsMissing);
      } catch (BrevoFailure | LedgerException | CancellationException e) {
        throw e;
      } catch (RuntimeException e) {
        guard.run();
        LOG.atWarn().log("Contacts are written one by one, because of {}", Tellable.of(e));
        marks.forEach(mark -> alone(setup, mark, listsMissing));
      }
      return true;
    } finally {
      turn.unlock();
    }
  }

  /** One that cannot be made must not hold back all others. */
  private void alone(Setup setup, Mark mark, Runnable listsMissing) {
    guard.run();
    try {
      some(setup, List.of(mark), listsMissing);
    } catch (BrevoFailure | LedgerException | CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.atError()
          .log(
              "A contact cannot be made, which is a mistake of the connector: please report it: {}",
              Tellable.of(e));
      LOG.atDebug().setCause(e).log("Where it failed");
      settle(List.of(mark), Set.of(mark.address()));
    }
  }

  private void some(Setup setup, List<Mark> marks, Runnable listsMissing) {
    guard.run();
    Tally tally = new Tally(metrics.contacts());
    try (BrevoSink sink =
        new BrevoSink(brevo, ledger, tally, plan.onCustomerDeleted(), plan.lists(), guard)) {
      Set<String> held = new HashSet<>(write(setup, sink, tally, marks));
      held.addAll(sink.failed());
      settle(marks, held);
      if (sink.foundListsMissing()) {
        listsMissing.run();
      }
    }
    report(tally);
    tally.problems().forEach(problem -> LOG.atWarn().log("Contacts wait: {}", problem));
  }

  private static void report(Tally tally) {
    long written =
        tally.of(Tally.Outcome.CREATED)
            + tally.of(Tally.Outcome.UPDATED)
            + tally.of(Tally.Outcome.REMOVED);
    if (written > 0) {
      LOG.atInfo()
          .addKeyValue("created", tally.of(Tally.Outcome.CREATED))
          .addKeyValue("updated", tally.of(Tally.Outcome.UPDATED))
          .addKeyValue("removed", tally.of(Tally.Outcome.REMOVED))
          .addKeyValue("unchanged", tally.of(Tally.Outcome.UNCHANGED))
          .log("Contacts written");
    }
  }

  /** Writes; the addresses that have to wait for others. */
  private Set<String> write(Setup setup, BrevoSink sink, Tally tally, List<Mark> marks) {
    sink.recover();
    List<String> addresses = marks.stream().map(Mark::address).toList();
    Departures departures = new Departures(ledger, sink, plan.guests(), plan.since());
    Set<String> waiting = departures.targets(ledger.marks().leftAndWaiting(MOST));
    List<Written> left = departures.among(addresses);
    departures.some(left);
    Set<String> skipped = new HashSet<>(waiting);
    skipped.addAll(sink.failed());
    left.forEach(one -> skipped.add(one.address()));
    List<String> rest = new ArrayList<>(addresses);
    rest.removeAll(skipped);

    Projection projection =
        new Projection(
            ledger, setup.profiler(), setup.maker(), clock, false, setup.frozen(), plan.guests());
    if (ledger.contacts().unwrittenAmong(rest).size() > FirstWrites.FEW) {
      new PresenceReading(brevo, ledger, Progress.NONE, clock).among(rest);
    }
    new Delivery(ledger, projection, sink, tally, plan.guests(), plan.since(), false, guard, turn)
        .parts(rest);
    sink.flush();
    return waiting;
  }

  private void settle(List<Mark> marks, Set<String> failed) {
    List<Mark> written = marks.stream().filter(one -> !failed.contains(one.address())).toList();
    ledger.marks().written(written);
    metrics.lag().written(written.stream().map(Mark::revision).toList());
    Instant now = clock.instant();
    marks.stream()
        .filter(one -> failed.contains(one.address()))
        .collect(groupingBy(Mark::attempts, mapping(Mark::address, toList())))
        .forEach((attempts, addresses) ->
            ledger.marks().postpone(addresses, now.plus(PAUSES.after(attempts))));
  }
}
