package io.tajo.stripe.controller.sync;

import static io.tajo.stripe.controller.Runs.full;
import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.controller.Runs;
import io.tajo.stripe.controller.Samples;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When runs are due where clocks are not those of UTC. */
class ScheduleZonesTest {
  private static final Optional<Instant> NEVER = Optional.empty();

  private static Optional<Instant> at(String time) {
    return Optional.of(Instant.parse(time));
  }

  private static SyncPlanner planner(
      StripeConnector connector, String question, Optional<Instant> lastFull, Runs... runs) {
    return new SyncPlanner(
        connector, question, Arrays.stream(runs).map(Runs::build).toList(), lastFull, NEVER);
  }

  /** The last full run was made at the first time, with a schedule like this in that zone. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 3 * * *  | Europe/Paris      | 2026-01-07T12:00:00Z | 2026-01-08T02:00:00Z",
        "0 3 * * *  | Europe/Paris      | 2026-07-07T12:00:00Z | 2026-07-08T01:00:00Z",
        "0 3 * * *  | America/New_York  | 2026-01-07T12:00:00Z | 2026-01-08T08:00:00Z",
        "0 3 * * 0  | Pacific/Auckland  | 2026-01-07T12:00:00Z | 2026-01-10T14:00:00Z",
        "30 2 * * * | Asia/Kolkata      | 2026-01-07T12:00:00Z | 2026-01-07T21:00:00Z",
        // The hour that is not there: 29 March 2026 goes from 02:00 to 03:00 in Paris.
        "30 2 * * * | Europe/Paris      | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z",
        "30 2 * * 0 | America/New_York  | 2026-03-02T12:00:00Z | 2026-03-08T07:00:00Z",
        "0 * * * *  | Europe/Paris      | 2026-03-29T00:00:00Z | 2026-03-29T01:00:00Z",
        "0 4 * * *  | Europe/Paris      | 2026-03-28T12:00:00Z | 2026-03-29T02:00:00Z",
        "30 2 * * * | Europe/Paris      | 2026-03-29T01:00:00Z | 2026-03-30T00:30:00Z",
        "30 2 * * * | Europe/Paris      | 2026-03-29T12:00:00Z | 2026-03-30T00:30:00Z",
        // The hour that is there twice: 25 October 2026 has 02:30 at 00:30 and 01:30 UTC.
        "30 2 * * * | Europe/Paris      | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z",
        "0 * * * *  | Europe/Paris      | 2026-10-25T00:00:00Z | 2026-10-25T01:00:00Z",
        "30 2 * * * | Europe/Paris      | 2026-10-25T00:30:00Z | 2026-10-26T01:30:00Z",
        "0 0 29 2 * | UTC               | 2026-01-07T12:00:00Z | 2028-02-29T00:00:00Z",
        "0 0 30 2 * | UTC               | 2026-01-07T12:00:00Z | "
      })
  void schedulesHaveTimeZones(String cron, String zone, String last, String next) {
    StripeConnector connector =
        Samples.connector(
            "acme",
            """
            "sync": {"schedule": {"full": "%s", "incremental": "0 0 30 2 *", "timeZone": "%s"}}
            """
                .formatted(cron, zone));

    assertThat(planner(connector, "q", NEVER, full(last).succeeded(last)).next())
        .isEqualTo(next == null ? Optional.empty() : at(next));
  }
}
