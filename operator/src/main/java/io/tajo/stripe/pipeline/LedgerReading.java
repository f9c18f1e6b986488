package io.tajo.stripe.pipeline;

import io.tajo.stripe.contact.Lists;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.RunRecord;
import io.tajo.stripe.pipeline.metrics.Holdings;
import io.tajo.stripe.pipeline.metrics.RunFigures;
import io.tajo.stripe.pipeline.metrics.Standing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
    Optional<Instant> full = succeeded(FullRun.FULL);
    Optional<Instant> incremental = succeeded(IncrementalRun.INCREMENTAL);
    full.ifPresent(then -> successes.put("full", then));
    incremental.ifPresent(then -> successes.put("incremental", then));
    Stream.of(full, incremental, succeeded(FullRun.PARTIAL))
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .ifPresent(then -> successes.put("any", then));
    return new Standing(
        ledger.inbox().counts(),
        successes,
        RunFigures.last(ledger.facts()),
        ledger.facts().get(FullRun.DRIFTED).map(Long::valueOf));
  }

  private Optional<Instant> succeeded(String type) {
    return ledger.runs().last(type, true).map(RunRecord::finishedAt);
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
    Lists lists = plan.lists();
    listed.put("allCustomers", byId.getOrDefault(lists.allCustomers(), 0L));
    if (lists.subscribers() != null) {
      listed.put("subscribers", byId.getOrDefault(lists.subscribers(), 0L));
    }
    if (lists.churned() != null) {
      listed.put("churned", byId.getOrDefault(lists.churned(), 0L));
    }
    return listed;
  }
}
