package io.tajo.stripe.pipeline;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.tajo.stripe.api.ConditionTypes;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Contacts;
import io.tajo.stripe.api.StripeConnectorStatus.LeftOut;
import io.tajo.stripe.api.StripeConnectorStatus.Synced;
import io.tajo.stripe.ledger.Counts;
import io.tajo.stripe.ledger.InboxCounts;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.RunRecord;
import io.tajo.stripe.stripe.Resource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run came to, in the shape of {@code .status}. */
final class Statuses {
  private Statuses() {}

  static StripeConnectorStatus of(Plan plan, RunResult run, Ledger ledger, Instant now) {
    Counts counts = ledger.objects().counts(plan.since());
    Tally tally = run.tally();
    InboxCounts inbox = ledger.inbox().counts();
    Optional<Instant> full = finished(ledger, FullRun.FULL);
    return StripeConnectorStatus.builder()
        .connected(!run.checks().failed(Checks.STRIPE) && !run.checks().failed(Checks.BREVO))
        .lastSyncTime(lastSync(ledger))
        .lastFullSyncTime(full.orElse(null))
        .lastEventTime(inbox.newestDone())
        .readsSpentUntil(readsSpentUntil(plan, ledger, now))
        .webhook(webhook(inbox))
        .synced(synced(counts, known(plan, run.coverage())))
        .contacts(
            run.feed().isPresent()
                ? null
                : new Contacts(
                    tally.of(Tally.Outcome.CREATED),
                    tally.of(Tally.Outcome.UPDATED),
                    tally.of(Tally.Outcome.UNCHANGED),
                    tally.of(Tally.Outcome.REMOVED),
                    skipped(counts, tally),
                    tally.of(Tally.Outcome.REJECTED),
                    leftOut(tally, ledger),
                    run.drift()))
        .leftOut(leftOut(tally))
        .checks(run.checks().lines())
        .conditions(conditions(run, now))
        .build();
  }

  /** What is known between runs, without counting everything. */
  static StripeConnectorStatus between(Plan plan, Ledger ledger, Instant now) {
    InboxCounts inbox = ledger.inbox().counts();
    return StripeConnectorStatus.builder()
        .lastSyncTime(lastSync(ledger))
        .lastFullSyncTime(finished(ledger, FullRun.FULL).orElse(null))
        .lastEventTime(inbox.newestDone())
        .readsSpentUntil(readsSpentUntil(plan, ledger, now))
        .webhook(webhook(inbox))
        .build();
  }

  private static @Nullable Instant readsSpentUntil(Plan plan, Ledger ledger, Instant now) {
    return new ReadBudget(ledger, plan.readsPerMonth()).spentUntil(now).orElse(null);
  }

  private static StripeConnectorStatus.Webhook webhook(InboxCounts inbox) {
    return new StripeConnectorStatus.Webhook(null, null, inbox.pending(), inbox.failed());
  }

  static @Nullable Instant lastSync(Ledger ledger) {
    return Stream.of(FullRun.FULL, FullRun.PARTIAL, IncrementalRun.INCREMENTAL)
        .flatMap(type -> finished(ledger, type).stream())
        .max(Instant::compareTo)
        .orElse(null);
  }

  static Optional<Instant> finished(Ledger ledger, String type) {
    return ledger.runs().lastSucceeded(type).map(RunRecord::finishedAt);
  }

  private static Set<Resource> known(Plan plan, Coverage coverage) {
    Set<Resource> known = EnumSet.copyOf(plan.resources());
    known.removeIf(resource ->
        !coverage.covers(resource, StripeReading.isDated(resource) ? plan.since() : null));
    return known;
  }

  /** Kinds that are not synced, or were never read in full, have no number. */
  private static Synced synced(Counts counts, Set<Resource> resources) {
    return new Synced(
        counts.customers(),
        counted(resources, Resource.CHARGES, counts.payments()),
        counted(resources, Resource.CHARGES, counts.charges()),
        counted(resources, Resource.REFUNDS, counts.refunds()),
        counted(resources, Resource.DISPUTES, counts.disputes()),
        counted(resources, Resource.SUBSCRIPTIONS, counts.subscriptions()),
        counted(resources, Resource.INVOICES, counts.invoices()),
        counted(resources, Resource.PRODUCTS, counts.products()),
        counted(resources, Resource.CHECKOUT_SESSIONS, counts.checkoutSessions()));
  }

  private static @Nullable Long counted(Set<Resource> resources, Resource resource, long count) {
    return resources.contains(resource) ? count : null;
  }

  static SortedMap<String, Long> skipped(Counts counts, Tally tally) {
    SortedMap<String, Long> skipped = new TreeMap<>();
    put(skipped, "noEmail", counts.skipped().noEmail());
    put(skipped, "invalidEmail", counts.skipped().invalidEmail());
    put(skipped, "testClock", counts.skipped().testClock());
    Counts.WithoutCustomer nobody = counts.withoutCustomer();
    put(skipped, "withoutCustomer", nobody.charges() + nobody.subscriptions() + nobody.invoices());
    put(skipped, "rejected", tally.of(Tally.Outcome.REJECTED));
    return skipped;
  }

  /** A number that Brevo refused is left out until it changes, whichever run met the refusal. */
  private static SortedMap<String, Long> leftOut(Tally tally, Ledger ledger) {
    SortedMap<String, Long> leftOut = tally.omissions();
    leftOut.keySet().removeIf(value -> value.endsWith(Tally.REFUSED));
    ledger
        .contacts()
        .withheld()
        .forEach((attribute, contacts) -> leftOut.put(attribute + Tally.REFUSED, contacts));
    return leftOut;
  }

  private static void put(SortedMap<String, Long> counts, String reason, long count) {
    if (count > 0) {
      counts.put(reason, count);
    }
  }

  private static @Nullable List<LeftOut> leftOut(Tally tally) {
    List<LeftOut> leftOut = new ArrayList<>();
    tally
        .unconverted()
        .forEach((what, count) -> leftOut.add(new LeftOut(what.kind(), what.currency(), count)));
    leftOut.sort(Comparator.comparing(LeftOut::kind).thenComparing(LeftOut::currency));
    return leftOut.isEmpty() ? null : leftOut;
  }

  private static List<Condition> conditions(RunResult run, Instant now) {
    List<String> problems = run.tally().problems();
    boolean complete = run.tally().complete();
    String stays = String.join("; ", problems);
    List<Condition> conditions = new ArrayList<>();
    conditions.add(
        complete
            ? condition(ConditionTypes.READY, true, "InStep", "Brevo is in step with Stripe", now)
            : condition(ConditionTypes.READY, false, "Incomplete", stays, now));
    Optional<String> credentials =
        run.checks().lines().stream()
            .filter(
                check -> check.name().equals(Checks.STRIPE) || check.name().equals(Checks.BREVO))
            .flatMap(check -> Optional.ofNullable(check.message()).stream())
            .findFirst();
    conditions.add(
        credentials
            .map(message ->
                condition(ConditionTypes.CREDENTIALS_VALID, false, "Refused", message, now))
            .orElseGet(() ->
                condition(
                    ConditionTypes.CREDENTIALS_VALID,
                    true,
                    "Accepted",
                    "Stripe and Brevo take the keys",
                    now)));
    conditions.add(
        complete
            ? condition(
                ConditionTypes.SYNC_HEALTHY,
                true,
                "Complete",
                wrote(run.tally().of(Tally.Outcome.REJECTED)),
                now)
            : condition(ConditionTypes.SYNC_HEALTHY, false, "Incomplete", stays, now));
    mappingProblem(run)
        .ifPresent(problem ->
            conditions.add(
                condition("MappingComplete", false, problem.reason(), problem.message(), now)));
    return conditions;
  }

  /** A contact that Brevo refuses is no failure of a run: it is counted like one without e-mail. */
  private static String wrote(long rejected) {
    return rejected == 0
        ? "the last run read and wrote all"
        : "the last run read all, and wrote all but "
            + rejected
            + " contacts that Brevo refuses; they are tried again when their values change";
  }

  private record MappingProblem(String reason, String message) {}

  /**
   * What of the mapping has no place in Brevo; its values are left out, and the rest is written.
   */
  private static Optional<MappingProblem> mappingProblem(RunResult run) {
    Optional<MappingProblem> attributes =
        run.checks().lines().stream()
            .filter(check -> check.name().equals(Checks.ATTRIBUTES))
            .flatMap(check -> Optional.ofNullable(check.message()).stream())
            .map(message -> new MappingProblem("AttributesMissing", message))
            .findFirst();
    int leftOut = run.keys().leftOut().size();
    return attributes.isPresent() || leftOut == 0
        ? attributes
        : Optional.of(
            new MappingProblem(
                "MetadataKeysLeftOut",
                leftOut
                    + " metadata keys have no attribute (at most 50 do, and none takes another's"
                    + " name): map those that matter in spec.fieldMapping"));
  }

  private static Condition condition(
      String type, boolean status, String reason, String message, Instant now) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status ? "True" : "False")
        .withReason(reason)
        .withMessage(message)
        .withLastTransitionTime(now.truncatedTo(ChronoUnit.SECONDS).toString())
        .build();
  }
}
