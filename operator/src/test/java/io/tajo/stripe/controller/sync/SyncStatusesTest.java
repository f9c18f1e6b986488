package io.tajo.stripe.controller.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Contacts;
import io.tajo.stripe.api.StripeConnectorStatus.LeftOut;
import io.tajo.stripe.api.StripeConnectorStatus.Synced;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.StripeSyncStatus;
import io.tajo.stripe.api.StripeSyncStatus.Phase;
import io.tajo.stripe.api.SyncReport;
import io.tajo.stripe.api.SyncReport.Outcome;
import io.tajo.stripe.controller.Runs;
import io.tajo.stripe.controller.sync.SyncObservation.Attempts;
import io.tajo.stripe.controller.sync.SyncObservation.Ended;
import io.tajo.stripe.controller.sync.SyncObservation.Going;
import io.tajo.stripe.controller.sync.SyncObservation.Waiting;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users read of a run, from its turn to its end. */
class SyncStatusesTest {
  private static final Instant NOW = Instant.parse("2026-01-07T12:00:00.5Z");
  private static final SyncObservation WAITS = new Waiting("WaitsForTurn", "It waits for other");
  private static final SyncObservation STARTS = waited(0, null);
  private static final String NO_IMAGE = "ImagePullBackOff: not found";
  private static final SyncObservation STUCK = waited(3, NO_IMAGE);
  private static final SyncObservation RUNS = going(report(null, "Reading customers", 40, null));
  private static final Attempts FAILED_ONCE = new Attempts(1, Optional.of("Brevo was away"));
  private static final StripeConnectorStatus RESULT =
      StripeConnectorStatus.builder()
          .synced(new Synced(7L, null, null, null, null, null, null, null, null))
          .contacts(new Contacts(4, 2, 1, 3, new TreeMap<>(), 0, new TreeMap<>(), null))
          .build();

  private static SyncReport report(
      @Nullable Outcome outcome,
      String message,
      @Nullable Integer percent,
      @Nullable StripeConnectorStatus status) {
    SortedMap<String, Long> read = new TreeMap<>(Map.of("customers", 7L, "charges", 6L));
    return new SyncReport(outcome, message, percent, read, status);
  }

  private static SyncObservation going(SyncReport report) {
    return going(report, Attempts.NONE);
  }

  private static SyncObservation going(@Nullable SyncReport report, Attempts before) {
    return new Going("run", NOW, true, Optional.ofNullable(report), Optional.empty(), before);
  }

  /** A pod that has not started for so many minutes. */
  private static SyncObservation waited(int minutes, @Nullable String trouble) {
    return new Going(
        "run",
        NOW.minusSeconds(60L * minutes),
        false,
        Optional.empty(),
        Optional.ofNullable(trouble),
        Attempts.NONE);
  }

  private static SyncObservation ended(
      boolean succeeded, @Nullable SyncReport report, @Nullable String reason) {
    return new Ended(
        succeeded, Optional.ofNullable(report), Optional.ofNullable(reason), Attempts.NONE);
  }

  /** What is seen one after another, and what is told of the last. */
  record Case(String phase, String message, String conditions, List<SyncObservation> seen) {
    Case(String phase, String message, String conditions, SyncObservation... seen) {
      this(phase, message, conditions, List.of(seen));
    }

    @Override
    public String toString() {
      return phase + ": " + message;
    }
  }

  static Stream<Case> lives() {
    return Stream.of(
        new Case(
            "PENDING",
            "It waits for other",
            "Complete False WaitsForTurn, Reconciling True WaitsForTurn",
            WAITS),
        new Case(
            "PENDING",
            "Its pod is being started",
            "Complete False Starting, Reconciling True Starting",
            WAITS,
            STARTS),
        new Case(
            "PENDING",
            "ImagePullBackOff: not found",
            "Complete False PodNotRunning, Reconciling True PodNotRunning",
            STARTS,
            STUCK),
        new Case(
            "PENDING",
            NO_IMAGE,
            "Complete False Starting, Reconciling True Starting",
            waited(1, NO_IMAGE)),
        new Case(
            "PENDING",
            "Its pod has not started for 10 minutes: see `kubectl -n shop describe pods -l"
                + " batch.kubernetes.io/job-name=run`",
            "Complete False PodNotStarting, Reconciling True PodNotStarting",
            STARTS,
            waited(10, null)),
        new Case( // Such as where a network policy keeps the operator away from it.
            "PENDING",
            "Its pod is being started",
            "Complete False Starting, Reconciling True Starting",
            new Going(
                "run",
                NOW.minusSeconds(9_000),
                true,
                Optional.empty(),
                Optional.empty(),
                Attempts.NONE)),
        new Case(
            "RUNNING",
            "Reading customers",
            "Complete False Running, Reconciling True Running",
            STUCK,
            RUNS),
        new Case(
            "RUNNING",
            "Reading customers",
            "Complete False Running, Reconciling True Running",
            RUNS,
            STARTS),
        new Case(
            "RUNNING",
            "Attempt 2: Its pod is being started",
            "Complete False Retrying, Reconciling True Retrying",
            RUNS,
            going(null, FAILED_ONCE)),
        new Case(
            "RUNNING",
            "Attempt 2: Reading charges",
            "Complete False Retrying, Reconciling True Retrying",
            RUNS,
            going(report(null, "Reading charges", 60, null), FAILED_ONCE),
            going(null, FAILED_ONCE)),
        new Case(
            "SUCCEEDED",
            "All read. Counts are those of the last attempt; 1 failed before it: Brevo was away",
            "Complete True Succeeded",
            RUNS,
            new Ended(
                true,
                Optional.of(report(Outcome.SUCCEEDED, "All read", 100, RESULT)),
                Optional.empty(),
                FAILED_ONCE)),
        new Case(
            "SUCCEEDED",
            "All read",
            "Complete True Succeeded",
            RUNS,
            ended(true, report(Outcome.SUCCEEDED, "All read", 100, RESULT), null)),
        new Case(
            "SUCCEEDED",
            "It ended well; its pod was gone before it could be asked for counts",
            "Complete True Succeeded",
            RUNS,
            ended(true, null, null)),
        new Case(
            "FAILED",
            "Stripe was away",
            "Complete False Failed, Stalled True Failed",
            RUNS,
            ended(false, report(Outcome.FAILED, "Stripe was away", null, null), "limit")),
        new Case(
            "FAILED",
            "List 20 is missing",
            "Complete False Refused, Stalled True Refused",
            STARTS,
            ended(false, report(Outcome.REFUSED, "List 20 is missing", null, null), null)),
        new Case(
            "FAILED",
            "It left no word: BackoffLimitExceeded; see the logs of its pods",
            "Complete False Failed, Stalled True Failed",
            RUNS,
            ended(false, null, "BackoffLimitExceeded")),
        new Case(
            "FAILED",
            "It left no word; see the logs of its pods",
            "Complete False Failed, Stalled True Failed",
            ended(false, null, null)));
  }

  @Test
  void aConditionSaysWhyAnAttemptFailedAndNotHowFarTheNextIs() {
    assertThat(after(RUNS, going(null, FAILED_ONCE)).getStatus().conditions())
        .extracting(Condition::getMessage)
        .containsOnly("An attempt failed, and another goes on from there: Brevo was away");
    assertThat(after(RUNS).getStatus().conditions())
        .extracting(Condition::getMessage)
        .containsOnly("The run has not ended yet");
  }

  private static StripeSync after(SyncObservation... seen) {
    StripeSync sync = Runs.full("2026-01-07T12:00:00Z").build();
    for (SyncObservation one : seen) {
      sync.setStatus(new SyncStatuses(() -> NOW).of(sync, one));
    }
    return sync;
  }

  @ParameterizedTest
  @MethodSource("lives")
  void eachSituationIsTold(Case given) {
    StripeSync sync = after(given.seen().toArray(SyncObservation[]::new));
    StripeSyncStatus status = sync.getStatus();

    assertThat(status.phase()).isEqualTo(Phase.valueOf(given.phase()));
    assertThat(status.message()).isEqualTo(given.message());
    assertThat(
            status.conditions().stream()
                .map(it -> it.getType() + " " + it.getStatus() + " " + it.getReason())
                .collect(Collectors.joining(", ")))
        .isEqualTo(given.conditions());
    assertThat(status.observedGeneration()).isEqualTo(1);
    assertThat(status.conditions()).extracting(Condition::getObservedGeneration).containsOnly(1L);
    boolean over = status.phase() == Phase.SUCCEEDED || status.phase() == Phase.FAILED;
    assertThat(status.completionTime())
        .isEqualTo(over ? Instant.parse("2026-01-07T12:00:00Z") : null);

    SyncObservation last = given.seen().getLast();
    assertThat(new SyncStatuses(() -> NOW.plusSeconds(90)).of(sync, last)).isEqualTo(status);
  }

  @Test
  void whatIsNotToldStaysAsItWas() {
    StripeSyncStatus running = after(STARTS, RUNS).getStatus();
    assertThat(running.percent()).isEqualTo(40);
    assertThat(running.objects()).isEqualTo(13);
    assertThat(running.startTime()).isEqualTo("2026-01-07T12:00:00Z");
    assertThat(running.job()).isEqualTo("run");

    assertThat(after(STARTS, RUNS, STARTS).getStatus()).isEqualTo(running);

    StripeSyncStatus gone = after(STARTS, RUNS, ended(true, null, null)).getStatus();
    assertThat(gone.objects()).isEqualTo(13);
    assertThat(gone.job()).isEqualTo("run");
    assertThat(gone.startTime()).isEqualTo("2026-01-07T12:00:00Z");
    assertThat(gone.percent()).isNull();
  }

  @Test
  void theEndHasTheFinalCounts() {
    StripeSyncStatus status =
        after(RUNS, ended(true, report(Outcome.SUCCEEDED, "All read", 100, RESULT), null))
            .getStatus();

    assertThat(status.written()).isEqualTo(9);
    assertThat(status.synced().customers()).isEqualTo(7);
    assertThat(status.percent()).isNull();
  }

  /** What a pod says is not trusted to fit. */
  @Test
  void allOfItIsBounded() {
    SortedMap<String, Long> many =
        IntStream.range(0, 3_000)
            .boxed()
            .collect(
                Collectors.toMap(i -> "k%04d".formatted(i), i -> 1L, (a, b) -> a, TreeMap::new));
    StripeConnectorStatus large =
        StripeConnectorStatus.builder()
            .contacts(new Contacts(1, 0, 0, 0, many, 0, many, null))
            .leftOut(Collections.nCopies(1_200, new LeftOut("k".repeat(70), "chf", 1)))
            .build();

    StripeSyncStatus status =
        after(going(new SyncReport(null, "m".repeat(40_000), 1, many, large))).getStatus();

    assertThat(status.message()).hasSize(32_768);
    assertThat(status.read()).hasSize(50).containsKey("k0049");
    assertThat(status.contacts().skipped()).hasSize(100);
    assertThat(status.contacts().leftOut()).hasSize(2_000);
    assertThat(status.leftOut()).hasSize(1_000).allSatisfy(it -> assertThat(it.kind()).hasSize(63));
  }
}
