package io.tajo.stripe.controller.sync;

import io.fabric8.kubernetes.api.model.Condition;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Contacts;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.StripeSyncStatus;
import io.tajo.stripe.api.StripeSyncStatus.Phase;
import io.tajo.stripe.api.SyncReport;
import io.tajo.stripe.api.SyncReport.Outcome;
import io.tajo.stripe.controller.status.Bounds;
import io.tajo.stripe.controller.status.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run's status, from what is seen of it. The same observation gives an equal status. */
final class SyncStatuses {
  private static final String STARTING = "Its pod is being started";

  /** Most of what keeps a pod from running passes: a node is added, an image comes late. */
  private static final Duration PASSING = Duration.ofMinutes(3);

  /** A volume that cannot be mounted is told by events of the pod alone. */
  private static final Duration LATE = Duration.ofMinutes(10);

  private final InstantSource clock;

  SyncStatuses(InstantSource clock) {
    this.clock = clock;
  }

  StripeSyncStatus of(StripeSync sync, SyncObservation seen) {
    return switch (seen) {
      case SyncObservation.Waiting waiting ->
          status(
              sync,
              new Said(Phase.PENDING, waiting.reason(), waiting.waitsFor(), Optional.empty()),
              null);
      case SyncObservation.Going going -> going(sync, going);
      case SyncObservation.Ended ended -> ended(sync, ended);
      case SyncObservation.Stopped stopped ->
          status(
              sync,
              new Said(Phase.FAILED, stopped.reason(), stopped.why(), Optional.empty()),
              null);
    };
  }

  private record Said(Phase phase, String reason, String message, Optional<SyncReport> report) {}

  private StripeSyncStatus going(StripeSync sync, SyncObservation.Going going) {
    Said said =
        going.report().isPresent() || wasRunning(sync) ? running(sync, going) : starting(going);
    return status(sync, said, going.job());
  }

  private static Said running(StripeSync sync, SyncObservation.Going going) {
    String message =
        going
            .report()
            .flatMap(report -> Optional.ofNullable(report.message()))
            .or(going::trouble)
            .or(() -> Optional.ofNullable(sync.getStatus()).map(StripeSyncStatus::message))
            .orElse(STARTING);
    return new Said(Phase.RUNNING, "Running", message, going.report());
  }

  private Said starting(SyncObservation.Going going) {
    boolean told = going.trouble().isPresent();
    boolean late = going.isLate(told ? PASSING : LATE, clock.instant());
    String reason = !late ? "Starting" : told ? "PodNotRunning" : "PodNotStarting";
    String message = going.trouble().orElseGet(() -> late ? lateness(going.job()) : STARTING);
    return new Said(Phase.PENDING, reason, message, Optional.empty());
  }

  private static String lateness(String job) {
    return "Its pod has not started for "
        + LATE.toMinutes()
        + " minutes: see `kubectl describe pods -l batch.kubernetes.io/job-name="
        + job
        + "`";
  }

  private static boolean wasRunning(StripeSync sync) {
    return sync.getStatus() != null && sync.getStatus().phase() == Phase.RUNNING;
  }

  private StripeSyncStatus ended(StripeSync sync, SyncObservation.Ended ended) {
    Optional<Outcome> outcome =
        ended.report().flatMap(report -> Optional.ofNullable(report.outcome()));
    boolean succeeded = outcome.map(it -> it == Outcome.SUCCEEDED).orElse(ended.succeeded());
    boolean refused = outcome.equals(Optional.of(Outcome.REFUSED));
    String message =
        ended
            .report()
            .flatMap(report -> Optional.ofNullable(report.message()))
            .orElseGet(() ->
                succeeded
                    ? "It ended well; its pod was gone before it could be asked for counts"
                    : "It left no word"
                        + ended.reason().map(reason -> ": " + reason).orElse("")
                        + "; see the logs of its pods");
    return status(
        sync,
        new Said(
            succeeded ? Phase.SUCCEEDED : Phase.FAILED,
            succeeded ? "Succeeded" : refused ? Conditions.REFUSED : "Failed",
            message,
            ended.report()),
        of(sync.getStatus(), StripeSyncStatus::job));
  }

  /** What is not told now stays as it was. */
  private StripeSyncStatus status(StripeSync sync, Said said, @Nullable String job) {
    @Nullable StripeSyncStatus before = sync.getStatus();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    boolean over = said.phase() == Phase.SUCCEEDED || said.phase() == Phase.FAILED;
    @Nullable SortedMap<String, Long> read =
        Bounds.read(said.report().map(SyncReport::read).orElse(of(before, StripeSyncStatus::read)));
    Optional<StripeConnectorStatus> result = said.report().map(SyncReport::status);
    @Nullable Contacts contacts =
        Bounds.contacts(
            result
                .map(StripeConnectorStatus::contacts)
                .orElse(of(before, StripeSyncStatus::contacts)));
    @Nullable Instant started = of(before, StripeSyncStatus::startTime);
    return new StripeSyncStatus(
        sync.getMetadata().getGeneration(),
        said.phase(),
        Bounds.message(said.message()),
        started != null || job == null ? started : now,
        over ? Objects.requireNonNullElse(of(before, StripeSyncStatus::completionTime), now) : null,
        over ? null : percent(said, before),
        read,
        read == null ? null : read.values().stream().mapToLong(Long::longValue).sum(),
        result.map(StripeConnectorStatus::synced).orElse(of(before, StripeSyncStatus::synced)),
        Bounds.leftOut(
            result
                .map(StripeConnectorStatus::leftOut)
                .orElse(of(before, StripeSyncStatus::leftOut))),
        contacts,
        contacts == null ? null : contacts.created() + contacts.updated() + contacts.removed(),
        job != null ? job : of(before, StripeSyncStatus::job),
        conditions(sync, before, said, over));
  }

  /** A report without it says that it is not known. */
  private static @Nullable Integer percent(Said said, @Nullable StripeSyncStatus before) {
    return said.report().isPresent()
        ? said.report().get().percent()
        : of(before, StripeSyncStatus::percent);
  }

  private static <T> @Nullable T of(
      @Nullable StripeSyncStatus before, Function<StripeSyncStatus, @Nullable T> field) {
    return before == null ? null : field.apply(before);
  }

  private List<Condition> conditions(
      StripeSync sync, @Nullable StripeSyncStatus before, Said said, boolean over) {
    return Conditions.ofRun(
        before == null ? null : before.conditions(),
        sync.getMetadata().getGeneration(),
        clock.instant(),
        said.phase() == Phase.SUCCEEDED,
        over,
        said.reason(),
        said.message());
  }
}
