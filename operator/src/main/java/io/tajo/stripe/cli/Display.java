package io.tajo.stripe.cli;

import io.tajo.stripe.pipeline.Progress;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A run's progress on standard error, for as long as it is open. While it owns the terminal, what
 * others write there (log lines) is put above the bars.
 */
final class Display implements AutoCloseable {
  private final TerminalProgress progress;
  private final Logging.Quiet quiet;
  private final PrintStream before;

  private Display(TerminalProgress progress, Logging.Quiet quiet, PrintStream before) {
    this.progress = progress;
    this.quiet = quiet;
    this.before = before;
  }

  static Display open(Environment environment) {
    TerminalProgress progress =
        new TerminalProgress(
            environment.err(), () -> Terminal.width(environment.variables()), environment.clock());
    PrintStream before = System.err;
    Logging.Quiet quiet = () -> {};
    if (progress.ownsTerminal()) {
      quiet = Logging.quiet();
      System.setErr(new PrintStream(new Lines(progress), true, StandardCharsets.UTF_8));
    }
    progress.start();
    return new Display(progress, quiet, before);
  }

  Progress progress() {
    return progress;
  }

  @Override
  public void close() {
    progress.close();
    System.setErr(before);
    quiet.close();
  }

  /** Collects bytes into lines. */
  private static final class Lines extends OutputStream {
    private final Progress progress;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Lines(Progress progress) {
      this.progress = progress;
    }

    @Override
    public synchronized void write(int b) {
      if (b == '\n') {
        progress.note(line.toString(StandardCharsets.UTF_8));
        line.reset();
      } else {
        line.write(b);
      }
    }
  }
}
