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
        result
            .feed()
            .map(found -> new RunReport.Feed(found.read(), found.fresh(), found.undelivered())),
        Duration.between(began, now),
        result.tally().complete(),
        result.tally().refused());
  }

  private RunResult execute(RunRequest request, Progress progress, RunTools tools, Feed feed)
      throws InterruptedException {
    boolean incremental = request.type() == StripeSyncSpec.Type.INCREMENTAL;
    Optional<String> gap = incremental ? gap(feed) : Optional.empty();
    if (incremental && gap.isEmpty()) {
      IncrementalRun run = new IncrementalRun(tools, feed, progress);
      try {
        run.run(unswept());
      } catch (BrevoFailure | StripeFailure failure) {
        run.tally().problem(failure);
      }
      return run.result();
    }
    gap.ifPresent(why -> progress.note("A full run instead of an incremental one: " + why));
    FullRun run = new FullRun(plan, request, tools, feed, progress);
    Optional<Instant> spent =
        incremental
            ? new ReadBudget(ledger, plan.readsPerMonth()).spentUntil(clock.instant())
            : Optional.empty();
    if (spent.isPresent()) {
      run.tally()
          .problem(
              "events cannot tell all that has happened, and the read budget of Stripe for a full"
                  + " run is spent until "
                  + spent.get()
                  + ": wait, or run `sync` without --incremental");
      return run.result();
    }
    try {
      run.run();
    } catch (BrevoFailure | StripeFailure failure) {
      run.tally().problem(failure);
    }
    return run.result();
  }

  /** Why events alone cannot make Brevo right; empty: they can, or a full run has just tried. */
  private Optional<String> gap(Feed feed) {
    Instant now = clock.instant();
    return feed.gap(now).or(() -> unswept(new Coverage(ledger.facts()), now));
  }

  private Optional<String> unswept(Coverage coverage, Instant now) {
    Set<Resource> unswept = coverage.unswept(plan.resources(), plan.since());
    return unswept.isEmpty() || coverage.wereUnread(unswept, now.minus(BETWEEN_TRIES))
        ? Optional.empty()
        : Optional.of(unswept(unswept));
  }

  /** What a full run could not read is no success of the runs after it. */
  private Optional<String> unswept() {
    Set<Resource> unswept = new Coverage(ledger.facts()).unswept(plan.resources(), plan.since());
    return Optional.of(unswept)
        .filter(resources -> !resources.isEmpty())
        .map(resources ->
            unswept(resources)
                + ": their figures stay as they were. A full run tries again within "
                + BETWEEN_TRIES.toHours()
                + " hours; what the last one said tells why it could not");
  }

  private static String unswept(Set<Resource> resources) {
    return resources.stream().map(SweptPages::words).collect(Collectors.joining(", "))
        + " have not been read as far back as is synced";
  }
}
