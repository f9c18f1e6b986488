package io.tajo.stripe.cli;

import static java.util.stream.Collectors.joining;

import io.tajo.stripe.pipeline.Progress;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Shows a run on standard error: on a terminal a bar a task, drawn again in place; elsewhere a line
 * every five seconds.
 */
final class TerminalProgress implements Progress, AutoCloseable {
  private static final Duration BETWEEN_DRAWINGS = Duration.ofMillis(150);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final Duration BETWEEN_MEASUREMENTS = Duration.ofSeconds(2);

  private final PrintStream err;
  private final IntSupplier terminal;
  private final Clock clock;
  private final List<ProgressBar> bars = new ArrayList<>();
  private String title = "";
  private Instant began;
  private Instant measured;
  private Instant printed;
  private int width;
  private int drawn;
  private boolean closed;

  /**
   * A display that draws when {@link #tick()} is called.
   *
   * @param terminal its width in columns; 0: there is none
   */
  TerminalProgress(PrintStream err, IntSupplier terminal, Clock clock) {
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
    this.width = terminal.getAsInt();
    this.began = clock.instant();
    this.measured = began;
    this.printed = began;
  }

  /** Draws by itself from now on, until it is closed. */
  void start() {
    Thread.ofPlatform()
        .name("progress")
        .daemon()
        .start(() -> {
          try {
            while (tick()) {
              Thread.sleep(BETWEEN_DRAWINGS);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  boolean ownsTerminal() {
    return width > 0;
  }

  @Override
  public synchronized void phase(String name) {
    finishPhase();
    title = name;
    began = clock.instant();
    printed = began;
    err.println(name + (ownsTerminal() ? "" : " …"));
  }

  @Override
  public synchronized Task task(String name) {
    ProgressBar bar = new ProgressBar(name, clock);
    bars.add(bar);
    return bar;
  }

  @Override
  public synchronized void note(String line) {
    erase();
    err.println(line);
    draw();
  }

  /** Brings the screen up to date; false when there is nothing more to show. */
  synchronized boolean tick() {
    if (closed) {
      return false;
    }
    Instant now = clock.instant();
    if (!ownsTerminal()) {
      if (Duration.between(printed, now).compareTo(BETWEEN_LINES) >= 0 && !bars.isEmpty()) {
        printed = now;
        err.println(title + ": " + bars.stream().map(ProgressBar::brief).collect(joining(", ")));
      }
      return true;
    }
    if (Duration.between(measured, now).compareTo(BETWEEN_MEASUREMENTS) >= 0) {
      measured = now;
      width = Math.max(1, terminal.getAsInt());
    }
    draw();
    return true;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      finishPhase();
      closed = true;
    }
  }

  private void finishPhase() {
    if (ownsTerminal()) {
      draw();
      drawn = 0;
    } else if (!bars.isEmpty()) {
      err.println(
          "%s: %s in %s"
              .formatted(
                  title,
                  bars.stream().map(ProgressBar::total).collect(joining(", ")),
                  Text.duration(Duration.between(began, clock.instant()))));
    }
    bars.clear();
  }

  private void draw() {
    if (!ownsTerminal() || closed) {
      return;
    }
    int names = bars.stream().mapToInt(bar -> bar.name().length()).max().orElse(0);
    StringBuilder screen = new StringBuilder(up());
    for (ProgressBar bar : bars) {
      screen.append("\033[2K").append(bar.line(names, width - 1)).append('\n');
    }
    err.print(screen);
    err.flush();
    drawn = bars.size();
  }

  private void erase() {
    if (drawn > 0) {
      err.print(up() + "\033[J");
      drawn = 0;
    }
  }

  private String up() {
    return drawn > 0 ? "\033[" + drawn + "A\r" : "";
  }
}
