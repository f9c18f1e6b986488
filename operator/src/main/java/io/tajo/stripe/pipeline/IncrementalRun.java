package io.tajo.stripe.pipeline;

import io.tajo.stripe.contact.MetadataKeys;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.Run;
import io.tajo.stripe.ledger.RunKey;
import io.tajo.stripe.ledger.Runs;
import io.tajo.stripe.stripe.Resource;
import io.tajo.stripe.stripe.StripeFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One incremental run: reads Stripe's events since the last one into the inbox, and sees to it that
 * they are worked off.
 */
final class IncrementalRun {
  static final String INCREMENTAL = "Incremental";

  private final Ledger ledger;
  private final Deliverer deliverer;
  private final Feed feed;
  private final Progress progress;
  private final Settlement.Waiting waiting;
  private final InstantSource clock;
  private final Tally tally = new Tally();
  private final Checks checks = new Checks();
  private Optional<Feed.Found> found = Optional.empty();

  IncrementalRun(RunTools tools, Feed feed, Progress progress) {
    this.ledger = tools.ledger();
    this.deliverer = tools.deliverer();
    this.waiting = tools.waiting();
    this.clock = tools.clock();
    this.feed = feed;
    this.progress = progress;
  }

  RunResult result() {
    return new RunResult(
        tally,
        checks,
        new Coverage(ledger.facts()),
        MetadataKeys.NONE,
        Optional.empty(),
        Optional.of(found.orElse(new Feed.Found(0, 0, 0))),
        null);
  }

  Tally tally() {
    return tally;
  }

  void run() throws InterruptedException {
    progress.phase("Reading Stripe's events");
    deliverer.begin();
    Run run =
        ledger.runs().begin(new RunKey(INCREMENTAL, new TreeSet<>(), null, false), Duration.ZERO);
    Instant began = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    try {
      found = Optional.of(feed.read(progress));
    } catch (StripeFailure failure) {
      checks.unread(Resource.EVENTS, failure);
      checks.tell(tally);
      return;
    }
    checks.read(Resource.EVENTS);
    progress.phase("Writing to Brevo");
    if (!deliverer.finish(waiting)) {
      tally.problem("contacts could not be written yet: the log says why; they are tried again");
    }
    long left = ledger.inbox().pendingOfFeed(began);
    if (left > 0) {
      tally.problem(
          left + " events could not be worked off yet: the log says why; they are tried again");
    }
    failed(began);
    ledger.runs().finish(run, tally.complete() ? Runs.SUCCEEDED : Runs.INCOMPLETE);
  }

  /** Only what this run read makes it incomplete; the status counts what was given up before. */
  private void failed(Instant began) {
    if (ledger.inbox().failedOfFeed(began) > 0) {
      tally.problem(
          ledger.inbox().counts().failed()
              + " events were given up ("
              + ledger.inbox().failedByType()
              + "): mend what the log says of them, then put them back with `stripe-connector receiver"
              + " replay`");
    }
  }
}
