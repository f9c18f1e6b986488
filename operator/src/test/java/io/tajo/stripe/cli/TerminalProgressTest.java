package io.tajo.stripe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.pipeline.Progress.Task;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final SteppingClock clock = new SteppingClock();

  @Test
  void withoutATerminalItPrintsALineEveryFiveSeconds() {
    TerminalProgress progress = display(0);
    progress.phase("Reading Stripe");
    Task customers = progress.task("customers");
    Task charges = progress.task("charges");
    customers.total(2000);
    customers.advance(500);
    for (int second = 1; second <= 9; second++) {
      clock.step(Duration.ofSeconds(1));
      progress.tick();
    }
    charges.advance(3000);
    charges.fraction(0.999);
    progress.note("Stripe asks us to slow down");
    clock.step(Duration.ofSeconds(1));
    progress.tick();
    customers.advance(1500);
    customers.close();
    progress.close();

    assertThat(err())
        .isEqualTo(
            """
            Reading Stripe …
            Reading Stripe: customers 500 (25 %), charges 0
            Stripe asks us to slow down
            Reading Stripe: customers 500 (25 %), charges 3,000 (99 %)
            Reading Stripe: customers 2,000, charges 3,000 in 10 s
            """);
  }

  @Test
  void onATerminalItDrawsABarATaskInPlace() {
    TerminalProgress progress = display(80);
    progress.phase("Reading Stripe");
    Task customers = progress.task("customers");
    progress.task("charges");
    customers.total(2000);
    customers.advance(500);
    clock.step(Duration.ofSeconds(10));
    progress.tick();

    assertThat(err())
        .isEqualTo(
            "Reading Stripe\n"
                + "\033[2K  customers  █████░░░░░░░░░░░░░░░░░  25 %         500        50/s  0:30"
                + " left\n"
                + "\033[2K  charges                                           0\n");

    err.reset();
    progress.note("a log line");
    assertThat(err()).startsWith("\033[2A\r\033[Ja log line\n\033[2K  customers");

    err.reset();
    customers.advance(1500);
    customers.close();
    progress.tick();
    assertThat(err())
        .startsWith(
            "\033[2A\r\033[2K  customers  ██████████████████████  done       2,000       200/s  in 0:10\n");
  }

  @Test
  void linesAreNeverLongerThanTheTerminal() {
    for (int width = 1; width < 120; width++) {
      ProgressBar bar = new ProgressBar("checkout sessions", clock);
      bar.advance(1_000_000);
      bar.fraction(0.5);
      clock.step(Duration.ofHours(3));
      assertThat(bar.line(17, width)).hasSizeLessThanOrEqualTo(width);
    }
  }

  private TerminalProgress display(int width) {
    return new TerminalProgress(
        new PrintStream(err, true, StandardCharsets.UTF_8), () -> width, clock);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** A clock that goes on when it is told to. */
  private static final class SteppingClock extends Clock {
    private Instant now = Instant.parse("2026-11-23T09:00:00Z");

    void step(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
