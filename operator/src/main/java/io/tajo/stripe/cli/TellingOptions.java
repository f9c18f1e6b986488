package io.tajo.stripe.cli;

import io.tajo.stripe.api.SyncReport;
import io.tajo.stripe.receiver.HealthServer;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a run's process tells others of itself. */
final class TellingOptions {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address that the health port listens on; 0.0.0.0 for all (default: ${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      description =
          "Serve /livez, /readyz, /status and /metrics there while the run lasts; 0: any that is"
              + " free (default: none).")
  private @Nullable Integer port;

  @Option(
      names = TerminationLog.OPTION,
      paramLabel = "FILE",
      description =
          "Write there at the end how it went, as JSON of at most 4,096 bytes: a container's"
              + " /dev/termination-log.")
  private @Nullable Path file;

  /** The health port, while it is open. */
  interface Open extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Serves what is asked for.
   *
   * @throws IOException where the port cannot be had, with what to do
   */
  Open open(Environment environment, LocatedConnector located, RunWatch watch) throws IOException {
    if (port == null) {
      return () -> {};
    }
    HealthServer server =
        new HealthServer(host, port, located.meters().health(() -> true, watch::report));
    Listening.start(server, host, environment);
    return server::close;
  }

  /** Whether what is printed is a container's log. */
  boolean isPod() {
    return file != null;
  }

  /** The last words. */
  void end(Environment environment, RunWatch watch) {
    if (file != null) {
      watch.ended(SyncReport.Outcome.FAILED, "The process broke down: see its log.");
      new TerminationLog(file).write(watch.report(), environment.err());
    }
  }
}
