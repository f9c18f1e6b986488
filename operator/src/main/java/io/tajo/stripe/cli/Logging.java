package io.tajo.stripe.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tajo.stripe.api.LoggingSpec;
import org.slf4j.LoggerFactory;

/** How much is logged; it goes to standard error. */
final class Logging {
  private Logging() {}

  /** Begins a command: -v counts more than the manifest. */
  static void begin(boolean debug) {
    logger().setLevel(debug ? Level.DEBUG : Level.INFO);
  }

  /** Logs as the manifest says, unless -v said to log more. */
  static void follow(LoggingSpec.Level level) {
    if (logger().getLevel() != Level.DEBUG) {
      logger()
          .setLevel(
              switch (level) {
                case ERROR -> Level.ERROR;
                case WARN -> Level.WARN;
                case INFO -> Level.INFO;
                case DEBUG -> Level.DEBUG;
                case VERBOSE -> Level.TRACE;
              });
    }
  }

  /** Only warnings while a display owns the terminal, unless more than usual was asked for. */
  static Quiet quiet() {
    Level before = logger().getLevel();
    if (before.equals(Level.INFO)) {
      logger().setLevel(Level.WARN);
    }
    return () -> logger().setLevel(before);
  }

  /** Ends the quiet. */
  @FunctionalInterface
  interface Quiet extends AutoCloseable {
    @Override
    void close();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("io.tajo.stripe");
  }
}
