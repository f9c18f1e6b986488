package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.brevo.BrevoFailure;
import io.tajo.stripe.ledger.Lease;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.pipeline.metrics.ConnectorMetrics;
import io.tajo.stripe.stripe.Resource;
import io.tajo.stripe.stripe.Stripe;
import io.tajo.stripe.stripe.StripeFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One run of a connector, from getting the right to write to the report: beside this process's own
 * deliverer, or with one that lives as long as the run.
 */
final class ConnectorRun {
  /** Between full runs that are made for what the one before could not read. */
  private static final Duration BETWEEN_TRIES = Duration.ofHours(2);

  private final Plan plan;
  private final Stripe stripe;
  private final Brevo brevo;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Settlement.Waiting waiting;
  private final Runnable countReads;
  private final ConnectorMetrics metrics;
  private final Instant began;

  /**
   * Begins.
   *
   * @param countReads adds what was read of Stripe to the budget
   * @param began when, with the database still to be opened
   */
  ConnectorRun(
      Accounts accounts,
      Ledger ledger,
      InstantSource clock,
      Settlement.Waiting waiting,
      Runnable countReads,
      ConnectorMetrics metrics,
      Instant began) {
    this.plan = accounts.plan();
    this.stripe = accounts.stripe();
    this.brevo = accounts.brevo();
    this.ledger = ledger;
    this.clock = clock;
    this.waiting = waiting;
    this.countReads = countReads;
    this.metrics = metrics;
    this.began = began;
  }

  /**
   * Runs.
   *
   * @param live what works events off in this process, if anything does
   * @param deliverers makes a deliverer that does nothing yet, for a guard
   */
  RunReport run(
      RunRequest request,
      Progress progress,
      Optional<Standby> live,
      Function<Runnable, Deliverer> deliverers)
      throws InterruptedException {
    Turnover turnover = new Turnover(ledger, clock, waiting);
    try (Lease running = turnover.takeRun()) {
      Optional<Deliverer> working = live.flatMap(Standby::deliverer);
      if (request.dryRun()) {
        try (Deliverer idle = deliverers.apply(running::requireHeld)) {
          return run(request, progress, running::requireHeld, idle);
        }
      }
      if (working.isPresent()) {
        Runnable guard =
            () -> {
              running.requireHeld();
              working.get().requireLease();
            };
        return run(request, progress, guard, working.get());
      }
      Turnover.Taken taken = turnover.take();
      try (Lease lease = taken.lease();
          Deliverer meanwhile = deliverers.apply(lease::requireHeld)) {
        if (taken.over() || live.isPresent()) {
          // Events were worked off, or are about to be; that goes on.
          meanwhile.start();
        }
        return run(request, progress, lease::requireHeld, meanwhile);
      }
    }
  }

  private RunReport run(RunRequest request, Progress progress, Runnable guard, Deliverer deliverer)
      throws InterruptedException {
    RunTools tools =
        new RunTools(stripe, brevo, ledger, clock, waiting, guard, countReads, deliverer, metrics);
    Feed feed =
        new Feed(
            stripe, ledger, plan.events(ledger.facts().madeAt()), countReads, metrics.events());
    RunResult result;
    try {
      result = execute(request, progress, tools, feed);
    } catch (InterruptedException | RuntimeException | Error failure) {
      Uninterrupted.after(failure, countReads);
      throw failure;
    }
    countReads.run();
    Instant now = clock.instant();
    return new RunReport(
        Statuses.of(plan, result, ledger, now),
        result.tally().problems(),
        result.dryRun(),
        result.feed().map(this::told),
        Duration.between(began, now),
        result.tally().complete(),
        result.tally().refused());
  }

  private RunResult execute(RunRequest request, Progress progress, RunTools tools, Feed feed)
      throws InterruptedException {
    if (request.type() != StripeSyncSpec.Type.INCREMENTAL) {
      return full(new FullRun(plan, request, tools, feed, progress));
    }
    Optional<String> gap = feed.gap(clock.instant());
    Optional<Instant> spent =
        new ReadBudget(ledger, plan.readsPerMonth()).spentUntil(clock.instant());
    if (gap.isEmpty() && spent.isEmpty()) {
      gap = unknown();
    }
    if (gap.isEmpty()) {
      return incremental(new IncrementalRun(tools, feed, progress));
    }
    progress.note("A full run instead of an incremental one: " + gap.get());
    FullRun run = new FullRun(plan, request, tools, feed, progress);
    if (spent.isPresent()) {
      run.tally()
          .problem(
              "events cannot tell all that has happened, and the read budget of Stripe for a full"
                  + " run is spent until "
                  + spent.get()
                  + ": wait, or run `sync` without --incremental");
      return run.result();
    }
    return full(run);
  }

  private static RunResult full(FullRun run) {
    try {
      run.run();
    } catch (BrevoFailure | StripeFailure failure) {
      run.tally().problem(failure);
    }
    return run.result();
  }

  private static RunResult incremental(IncrementalRun run) throws InterruptedException {
    try {
      run.run();
    } catch (BrevoFailure | StripeFailure failure) {
      run.tally().problem(failure);
    }
    return run.result();
  }

  /** What events tell nothing of, unless a full run has just failed to find it out. */
  private Optional<String> unknown() {
    Coverage coverage = new Coverage(ledger.facts());
    if (coverage.isUnwritten()) {
      return Optional.of("what was read for the first time is not written to all contacts yet");
    }
    Set<Resource> unswept = coverage.unswept(plan.resources(), plan.since());
    return unswept.isEmpty() || coverage.wereUnread(unswept, clock.instant().minus(BETWEEN_TRIES))
        ? Optional.empty()
        : Optional.of(words(unswept) + " have not been read as far back as is synced");
  }

  private static String words(Set<Resource> resources) {
    return resources.stream().map(SweptPages::words).collect(Collectors.joining(", "));
  }

  private RunReport.Feed told(Feed.Found found) {
    Set<Resource> unswept = new Coverage(ledger.facts()).unswept(plan.resources(), plan.since());
    return new RunReport.Feed(found.read(), found.fresh(), found.undelivered(), words(unswept));
  }
}
