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
import io.tajo.stripe.controller.status.Sentence;
import io.tajo.stripe.controller.sync.SyncObservation.Attempts;
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
  /** The reason of a run that goes on after an attempt that failed. */
  static final String RETRYING = "Retrying";

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
          status(sync, Said.waiting(waiting.reason(), waiting.waitsFor()), null);
      case SyncObservation.Going going -> going(sync, going);
      case SyncObservation.Ended ended -> ended(sync, ended);
      case SyncObservation.Stopped stopped ->
          status(
              sync,
              Said.over(Phase.FAILED, stopped.reason(), stopped.why(), Optional.empty()),
              null);
    };
  }

  /**
   * What is said of a run.
   *
   * @param message how far it is, or how it ended
   * @param why what its conditions say: how far it is, is no part of that
   */
  private record Said(
      Phase phase, String reason, String message, String why, Optional<SyncReport> report) {
    private static final String GOES_ON = "The run has not ended yet";

    static Said waiting(String reason, String message) {
      return new Said(Phase.PENDING, reason, message, GOES_ON, Optional.empty());
    }

    static Said running(String message, Attempts before, Optional<SyncReport> report) {
      return before.failed() == 0
          ? new Said(Phase.RUNNING, "Running", message, GOES_ON, report)
          : new Said(
              Phase.RUNNING,
              RETRYING,
              message,
              "An attempt failed, and another goes on from there: " + failure(before),
              report);
    }

    static Said over(Phase phase, String reason, String message, Optional<SyncReport> report) {
      return new Said(phase, reason, message, message, report);
    }
  }

  private static String failure(Attempts before) {
    return before.why().orElse("it left no word; see the logs of the run's pods");
  }

  private StripeSyncStatus going(StripeSync sync, SyncObservation.Going going) {
    boolean hasRun = wasRunning(sync) || going.before().failed() > 0;
    Said said = going.report().isPresent() || hasRun ? running(sync, going) : starting(sync, going);
    return status(sync, said, going.job());
  }

  private static Said running(StripeSync sync, SyncObservation.Going going) {
    int failed = going.before().failed();
    String attempt = failed == 0 ? "" : "Attempt " + (failed + 1) + ": ";
    String message =
        going
            .report()
            .flatMap(report -> Optional.ofNullable(report.message()))
            .or(going::trouble)
            .map(attempt::concat)
            .or(() ->
                Optional.ofNullable(sync.getStatus())
                    .flatMap(status -> Optional.ofNullable(status.message()))
                    .filter(told -> told.startsWith(attempt)))
            .orElse(attempt + STARTING);
    return Said.running(message, going.before(), going.report());
  }

  private Said starting(StripeSync sync, SyncObservation.Going going) {
    boolean told = going.trouble().isPresent();
    boolean late = going.isLate(told ? PASSING : LATE, clock.instant());
    String reason = !late ? "Starting" : told ? "PodNotRunning" : "PodNotStarting";
    String message = going.trouble().orElseGet(() -> late ? lateness(sync, going.job()) : STARTING);
    return Said.waiting(reason, message);
  }

  private static String lateness(StripeSync sync, String job) {
    return "Its pod has not started for "
        + LATE.toMinutes()
        + " minutes: see `kubectl -n "
        + sync.getMetadata().getNamespace()
        + " describe pods -l batch.kubernetes.io/job-name="
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
        Said.over(
            succeeded ? Phase.SUCCEEDED : Phase.FAILED,
            succeeded ? "Succeeded" : refused ? Conditions.REFUSED : "Failed",
            succeeded ? counted(message, ended.before()) : message,
            ended.report()),
        of(sync.getStatus(), StripeSyncStatus::job));
  }

  private static String counted(String message, Attempts before) {
    return before.failed() == 0
        ? message
        : Sentence.open(message)
            + ". Counts are those of the last attempt; %d failed before it: %s"
                .formatted(before.failed(), failure(before));
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
        Bounds.message(said.why()));
  }
}
