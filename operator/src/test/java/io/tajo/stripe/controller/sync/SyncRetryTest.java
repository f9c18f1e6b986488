package io.tajo.stripe.controller.sync;

import static io.tajo.stripe.controller.Runs.full;
import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.controller.Runs;
import io.tajo.stripe.controller.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of runs that fail: they are made again. */
class SyncRetryTest {
  private static final String NOW = "2026-01-07T12:07:00Z";
  private static final Optional<Instant> NEVER = Optional.empty();

  private static Optional<Instant> at(String time) {
    return Optional.of(Instant.parse(time));
  }

  private static SyncPlanner planner(
      StripeConnector connector, String question, Optional<Instant> lastFull, Runs... runs) {
    return new SyncPlanner(
        connector, question, Arrays.stream(runs).map(Runs::build).toList(), lastFull, NEVER);
  }

  /** Each run is made as soon as it is due, and fails a minute later; few of them are kept. */
  @Test
  void theyAreTriedAgainLaterAndLater() {
    List<StripeSync> runs = new ArrayList<>();
    List<Duration> pauses = new ArrayList<>();
    StripeConnector connector =
        Samples.connector("acme", "\"sync\": {\"schedule\": {\"full\": \"0 0 30 2 *\"}}");
    Instant ended = Instant.parse("2026-01-05T10:00:00Z");
    for (int i = 0; i < 10; i++) {
      SyncPlanner planner = new SyncPlanner(connector, "q", runs, NEVER, NEVER);
      Instant due = planner.next().orElseThrow();
      pauses.add(Duration.between(ended, due));
      StripeSync run = planner.dueAt(due).orElseThrow();
      ended = due.plusSeconds(60);
      run.getMetadata().setCreationTimestamp(due.toString());
      run.setStatus(full(due.toString()).failed(ended.toString()).build().getStatus());
      runs.add(run);
      runs.removeAll(new SyncPlanner(connector, "q", runs, NEVER, NEVER).surplus());
    }

    assertThat(runs).hasSize(3);
    assertThat(pauses.stream().map(Duration::toMinutes))
        .containsExactly(0L, 5L, 10L, 20L, 40L, 80L, 160L, 320L, 360L, 360L);
  }

  @Test
  void whatWasMendedIsTriedAtOnceAndFromTheBeginning() {
    Runs failed =
        full("2026-01-07T10:00:00Z")
            .annotated(SyncPlanner.QUESTION, "old")
            .annotated(SyncPlanner.ATTEMPT, "7")
            .failed("2026-01-07T12:00:00Z");
    StripeConnector connector = Samples.connector("acme");

    assertThat(planner(connector, "old", NEVER, failed).next())
        .isEqualTo(at("2026-01-07T17:20:00Z"));

    StripeSync again =
        planner(connector, "new", NEVER, failed).dueAt(Instant.parse(NOW)).orElseThrow();
    assertThat(again.getMetadata().getAnnotations())
        .containsEntry(SyncPlanner.QUESTION, "new")
        .containsEntry(SyncPlanner.ATTEMPT, "1");

    Runs failedToo =
        full("2026-01-07T12:07:00Z")
            .annotated(SyncPlanner.QUESTION, "new")
            .annotated(SyncPlanner.ATTEMPT, "1")
            .failed("2026-01-07T12:08:00Z");
    assertThat(planner(connector, "new", NEVER, failed, failedToo).next())
        .isEqualTo(at("2026-01-07T12:13:00Z"));
  }

  /** Mended within the second in which it failed: the second run needs a name of its own. */
  @Test
  void noTwoRunsHaveOneName() {
    StripeConnector connector = Samples.connector("acme");
    StripeSync first = planner(connector, "old", NEVER).dueAt(Instant.parse(NOW)).orElseThrow();
    String made = connector.getMetadata().getCreationTimestamp();
    first.getMetadata().setCreationTimestamp(made);
    first.setStatus(full(made).failed(made).build().getStatus());

    StripeSync second =
        new SyncPlanner(connector, "new", List.of(first), NEVER, NEVER)
            .dueAt(Instant.parse(NOW))
            .orElseThrow();

    assertThat(second.getMetadata().getName())
        .isEqualTo("acme-full-20260105-100001")
        .isNotEqualTo(first.getMetadata().getName());
  }

  @Test
  void aFailedRunIsNotLaterThanTheScheduleSays() {
    Runs failed =
        full("2026-01-11T00:00:00Z")
            .annotated(SyncPlanner.QUESTION, "q")
            .annotated(SyncPlanner.ATTEMPT, "9")
            .failed("2026-01-11T01:00:00Z");

    assertThat(planner(Samples.connector("acme"), "q", NEVER, failed).next())
        .isEqualTo(at("2026-01-11T03:00:00Z"));
  }
}
