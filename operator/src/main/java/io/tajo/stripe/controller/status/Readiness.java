package io.tajo.stripe.controller.status;

import static io.tajo.stripe.controller.status.ConditionSet.FALSE;
import static io.tajo.stripe.controller.status.ConditionSet.TRUE;

import io.tajo.stripe.api.ConditionTypes;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.controller.model.Names;
import java.util.Optional;

/**
 * {@code Ready}, and what goes with it for kstatus
 * (https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md): {@code
 * Reconciling} where time will do, {@code Stalled} where somebody has to do something. Webhooks do
 * not count: without them changes arrive with the incremental runs, and {@code WebhookReady} tells.
 */
final class Readiness {
  private enum Next {
    /** Nothing. */
    NOTHING,
    /** Time will do. */
    WAIT,
    /** Somebody has to do something. */
    ACT
  }

  /** The reason of one whose ledger no full run has filled. */
  static final String FIRST_SYNC = "FirstSync";

  /** The reason of one that is held back by an older connector. */
  static final String CLAIMED = "BrevoClaimed";

  private record Verdict(boolean ready, String reason, String message, Next next) {}

  private Readiness() {}

  /** Adds them. {@code full}: whether a full run has filled the ledger, as far as is known. */
  static void add(
      ConditionSet conditions, Observation seen, Outcomes runs, boolean full, Names names) {
    Verdict verdict = verdict(conditions, seen, runs, full, names);
    conditions.set(
        ConditionTypes.READY, verdict.ready() ? TRUE : FALSE, verdict.reason(), verdict.message());
    Verdict progress = verdict.ready() ? progress(conditions, seen, verdict, names) : verdict;
    switch (progress.next()) {
      case NOTHING -> {}
      case WAIT -> Patience.await(conditions, progress.reason(), progress.message());
      case ACT ->
          conditions.set(ConditionTypes.STALLED, TRUE, progress.reason(), progress.message());
    }
  }

  /** What still goes on while the connector does its work. */
  private static Verdict progress(
      ConditionSet conditions, Observation seen, Verdict ready, Names names) {
    if (conditions.isOld(ConditionTypes.CREDENTIALS_VALID)) {
      return checking(seen);
    }
    if (isSettled(seen)) {
      return ready;
    }
    return seen.receiver().trouble().isPresent()
        ? new Verdict(true, "RolloutFailed", receivers(seen.receiver(), names), Next.ACT)
        : new Verdict(true, "RollingOut", "Pods are being replaced", Next.WAIT);
  }

  private static Verdict checking(Observation seen) {
    return new Verdict(false, "CheckingAccounts", CredentialsCondition.standing(seen), Next.WAIT);
  }

  /** What is wrong with receivers, and what tells more. */
  static String receivers(Workload receiver, Names names) {
    return Sentence.open(
            receiver.trouble().or(receiver::waiting).orElse("No receiver pod is ready yet"))
        + ": see `kubectl -n "
        + names.namespace()
        + " describe pods -l app.kubernetes.io/instance="
        + names.connector()
        + ",app.kubernetes.io/component=receiver`";
  }

  private static boolean isSettled(Observation seen) {
    return seen.receiver().settled() && seen.database().map(Workload::settled).orElse(true);
  }

  private static Verdict suspended(Outcomes runs) {
    return runs.working()
        .map(run ->
            new Verdict(false, "Suspended", ConnectorStatuses.suspendedWhile(run), Next.WAIT))
        .orElseGet(() ->
            new Verdict(
                false,
                "Suspended",
                "spec.suspend is true: set it to false to go on",
                Next.NOTHING));
  }

  private static Verdict verdict(
      ConditionSet conditions, Observation seen, Outcomes runs, boolean full, Names names) {
    if (seen.suspended()) {
      return suspended(runs);
    }
    if (conditions.isFalse(ConditionTypes.CREDENTIALS_VALID)
        && !conditions.isOld(ConditionTypes.CREDENTIALS_VALID)) {
      return new Verdict(
          false,
          "CredentialsRefused",
          seen.checks().flatMap(Checks::refusal).orElse("See the condition CredentialsValid"),
          Next.ACT);
    }
    if (!conditions.isTrue(ConditionTypes.CREDENTIALS_VALID)) {
      return checking(seen);
    }
    Optional<Check> list = seen.checks().flatMap(Checks::listProblem);
    if (list.isPresent()) {
      return new Verdict(
          false,
          "ListMissing",
          Sentence.open(list.get().sentence()) + ". It is looked for again every 15 minutes.",
          Next.ACT);
    }
    if (seen.brevo().rival().isPresent()) {
      return new Verdict(false, CLAIMED, seen.brevo().rival().get().sentence(), Next.ACT);
    }
    if (!seen.database().map(Workload::available).orElse(true)) {
      return new Verdict(
          false,
          "DatabaseNotReady",
          seen.database()
                  .flatMap(Workload::waiting)
                  .orElse("The connector's PostgreSQL is not ready yet")
              + ": see `kubectl -n "
              + names.namespace()
              + " describe statefulsets,pods -l app.kubernetes.io/instance="
              + names.connector()
              + ",app.kubernetes.io/component=database`",
          Next.WAIT);
    }
    if (!seen.receiver().available()) {
      return new Verdict(
          false,
          "ReceiverNotReady",
          receivers(seen.receiver(), names),
          seen.receiver().trouble().isPresent() ? Next.ACT : Next.WAIT);
    }
    return runs(runs, full, conditions.isOld(ConditionTypes.CREDENTIALS_VALID));
  }

  /** A run that failed is made again, at once where something was mended. */
  private static Verdict runs(Outcomes runs, boolean full, boolean changed) {
    if (runs.stuck().isPresent()) {
      return new Verdict(
          false,
          ConnectorStatuses.NOT_STARTING,
          ConnectorStatuses.said(runs.stuck().get()),
          Next.WAIT);
    }
    Optional<StripeSync> last = runs.last();
    boolean failed = last.isPresent() && !Outcomes.succeeded(last.get());
    if (!full && (runs.isGoing() || !failed)) {
      return new Verdict(false, FIRST_SYNC, "No full run has filled the ledger yet", Next.WAIT);
    }
    if (failed) {
      return new Verdict(
          false,
          "RunFailed",
          ConnectorStatuses.said(last.get()),
          changed || runs.isGoing() || !Outcomes.wasRefused(last.get()) ? Next.WAIT : Next.ACT);
    }
    return new Verdict(true, "InStep", "Brevo is in step with Stripe", Next.NOTHING);
  }
}
