package io.tajo.stripe.pipeline;

import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.pipeline.metrics.Holdings;
import io.tajo.stripe.pipeline.metrics.RunFigures;
import io.tajo.stripe.pipeline.metrics.Standing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what metrics show of a ledger. */
final class LedgerReading {
  private final Plan plan;
  private final Ledger ledger;
  private final InstantSource clock;

  LedgerReading(Plan plan, Ledger ledger, InstantSource clock) {
    this.plan = plan;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** A few small statements. */
  Standing standing() {
    Map<String, Instant> successes = new HashMap<>();
    Statuses.finished(ledger, FullRun.FULL).ifPresent(then -> successes.put("full", then));
    Statuses.finished(ledger, IncrementalRun.INCREMENTAL)
        .ifPresent(then -> successes.put("incremental", then));
    Optional.ofNullable(Statuses.lastSync(ledger)).ifPresent(then -> successes.put("any", then));
    return new Standing(
        ledger.inbox().counts(),
        successes,
        RunFigures.last(ledger.facts()),
        ledger.facts().get(FullRun.DRIFTED).map(Long::valueOf));
  }

  /** Counts over whole tables. */
  Holdings holdings() {
    return new Holdings(
        ledger.objects().counts(plan.since()),
        listed(),
        ledger.contacts().counts().rejected(),
        ledger.facts().databaseBytes(),
        new ReadBudget(ledger, plan.readsPerMonth()).left(clock.instant()));
  }

  private Map<String, Long> listed() {
    Map<Long, Long> byId = ledger.contacts().listed();
    Map<String, Long> listed = new HashMap<>();
    BrevoSetup.wanted(plan.lists())
        .forEach((purpose, list) -> listed.put(purpose, byId.getOrDefault(list, 0L)));
    return listed;
  }
}
