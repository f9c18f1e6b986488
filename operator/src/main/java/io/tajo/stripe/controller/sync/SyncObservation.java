package io.tajo.stripe.controller.sync;

import io.tajo.stripe.api.SyncReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is seen of a run. */
sealed interface SyncObservation {
  /**
   * It has no Job yet.
   *
   * @param reason as a condition has it
   * @param waitsFor what it waits for, for people
   */
  record Waiting(String reason, String waitsFor) implements SyncObservation {}

  /**
   * Its Job is not over.
   *
   * @param since when its newest pod was made, or the Job, where it has none
   * @param started whether that pod runs, or has run
   * @param report of its pod; empty: it does not answer yet
   * @param trouble why its pod does not run; empty: nothing is known to be wrong
   * @param before the attempts that failed
   */
  record Going(
      String job,
      Instant since,
      boolean started,
      Optional<SyncReport> report,
      Optional<String> trouble,
      Attempts before)
      implements SyncObservation {
    /** Whether its pod has been waited for so long, and does not run. */
    boolean isLate(Duration patience, Instant now) {
      return !started && report.isEmpty() && !now.isBefore(since.plus(patience));
    }
  }

  /**
   * Its Job is over.
   *
   * @param succeeded by its exit status
   * @param report that it left; empty: its pod is gone, or could not say anything
   * @param reason why the Job failed, as Kubernetes says it
   * @param before the attempts that failed, without the last
   */
  record Ended(
      boolean succeeded, Optional<SyncReport> report, Optional<String> reason, Attempts before)
      implements SyncObservation {}

  /**
   * Attempts of a run that failed.
   *
   * @param failed how many
   * @param why the last of them failed; empty: it left no word
   */
  record Attempts(int failed, Optional<String> why) {
    static final Attempts NONE = new Attempts(0, Optional.empty());
  }

  /**
   * It is over, and nobody could say how it went.
   *
   * @param reason as a condition has it
   * @param why for people
   */
  record Stopped(String reason, String why) implements SyncObservation {}
}
