package io.tajo.stripe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.api.EffectiveSpec;
import io.tajo.stripe.api.ManifestException;
import io.tajo.stripe.api.Manifests;
import io.tajo.stripe.pipeline.RunRequest;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private Instant now = Instant.parse("2026-11-28T23:00:00Z");
  private final InstantSource time = () -> now;
  private final Clock clock = time.withZone(ZoneOffset.UTC);

  private EffectiveSpec spec() throws ManifestException {
    return new Manifests(clock, Map.of("STRIPE_SECRET_KEY", "sk_test_1"), mapping -> Map.of())
        .read(CommandScene.MANIFEST, Optional.empty())
        .spec()
        .effective();
  }

  /** The full run is due on Sundays at three, the other one every quarter of an hour. */
  @Test
  void aFullRunThatCameDueDuringAnotherRunIsMadeUpFor() throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    Environment environment =
        new Environment(
            Map.of(),
            InputStream.nullInputStream(),
            System.out,
            new PrintStream(told, true, StandardCharsets.UTF_8),
            clock,
            (_, _, _) -> {
              throw new AssertionError("nothing runs");
            },
            mapping -> Map.of(),
            () -> {
              throw new AssertionError("nothing runs");
            });
    Schedule schedule = new Schedule(spec(), environment);

    now = Instant.parse("2026-11-29T03:20:00Z");

    assertThat(schedule.sleepUntilNext(new FakeConnector(), false)).contains(RunRequest.full());
    now = Instant.parse("2026-11-29T03:44:59.990Z");
    assertThat(schedule.sleepUntilNext(new FakeConnector(), false)).contains(Schedule.INCREMENTAL);
    assertThat(told.toString(StandardCharsets.UTF_8)).hasLineCount(2);

    now = Instant.parse("2026-11-29T03:59:59.990Z");
    assertThat(schedule.sleepUntilNext(new FakeConnector(), true)).contains(Schedule.INCREMENTAL);
    assertThat(told.toString(StandardCharsets.UTF_8))
        .hasLineCount(3)
        .contains("Next incremental sync at 2026-11-29T04:00:00Z");
  }
}
