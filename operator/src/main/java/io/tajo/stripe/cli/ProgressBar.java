package io.tajo.stripe.cli;

import io.tajo.stripe.pipeline.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** One task of a {@link TerminalProgress}: how far it is, how fast, how long it will take. */
final class ProgressBar implements Progress.Task {
  private static final int BAR = 24;
  private static final int PERCENT = 6;
  private static final int FIGURES = 44;
  private static final int TOO_EARLY_TO_SAY = 1;

  private final String name;
  private final Clock clock;
  private final Instant began;
  private long count;
  private long total = -1;
  private double fraction = -1;
  private boolean over;
  private Duration took = Duration.ZERO;

  ProgressBar(String name, Clock clock) {
    this.name = name;
    this.clock = clock;
    this.began = clock.instant();
  }

  String name() {
    return name;
  }

  @Override
  public synchronized void advance(long more) {
    count += more;
  }

  @Override
  public synchronized void total(long all) {
    total = all;
  }

  @Override
  public synchronized void fraction(double done) {
    fraction = Math.clamp(done, 0, 1);
  }

  @Override
  public synchronized void close() {
    if (!over) {
      took = elapsed();
      over = true;
    }
  }

  /** {@code customers 1,200 (34 %)}. */
  synchronized String brief() {
    return name + " " + Text.number(count) + (done() < 0 || over ? "" : " (" + percent() + ")");
  }

  /** {@code customers 1,200}. */
  synchronized String total() {
    return name + " " + Text.number(count);
  }

  /** The whole line, at most as long as the terminal is wide. */
  synchronized String line(int nameWidth, int width) {
    String label = String.format(Locale.ROOT, "  %-" + Math.max(1, nameWidth) + "s  ", name);
    int bar = Math.clamp(width - label.length() - FIGURES, 0, BAR);
    String drawn = over ? "█".repeat(bar) + "  done" : done() < 0 ? "" : bar(bar);
    String line =
        label
            + String.format(Locale.ROOT, "%-" + (bar + PERCENT) + "s", drawn)
            + String.format(Locale.ROOT, "%12s", Text.number(count))
            + String.format(Locale.ROOT, "%12s", speed())
            + (over ? "  in " + Text.time(took) : left());
    return (line.length() <= width ? line : line.substring(0, Math.max(0, width))).stripTrailing();
  }

  private String bar(int width) {
    int full = (int) Math.floor(done() * width);
    return "█".repeat(full)
        + "░".repeat(width - full)
        + String.format(Locale.ROOT, " %5s", percent());
  }

  private String speed() {
    double seconds = (over ? took : elapsed()).toMillis() / 1000.0;
    return seconds < TOO_EARLY_TO_SAY || count == 0
        ? ""
        : Text.number(Math.round(count / seconds)) + "/s";
  }

  private String left() {
    Duration elapsed = elapsed();
    if (done() <= 0 || elapsed.toSeconds() < TOO_EARLY_TO_SAY) {
      return "";
    }
    double seconds = elapsed.toMillis() / 1000.0 * (1 - done()) / done();
    return "  " + Text.time(Duration.ofSeconds(Math.round(seconds))) + " left";
  }

  private Duration elapsed() {
    return Duration.between(began, clock.instant());
  }

  private String percent() {
    return (int) Math.floor(done() * 100) + " %";
  }

  /** From 0 to 1; -1: not known. */
  private double done() {
    if (fraction >= 0) {
      return fraction;
    }
    return total > 0 ? Math.min(1, (double) count / total) : -1;
  }
}
