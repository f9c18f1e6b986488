package io.tajo.stripe.cli;

import io.tajo.stripe.receiver.HealthServer;
import java.io.IOException;

/** How a command begins to serve its health, status and metrics. */
final class Listening {
  private Listening() {}

  /**
   * Starts a server and says where it is.
   *
   * @throws IOException where the port cannot be had, with what to do
   */
  static void start(HealthServer server, String host, Environment environment) throws IOException {
    try {
      server.start();
    } catch (IOException e) {
      throw new IOException(
          "cannot listen at "
              + host
              + ", "
              + Text.oneLine(e)
              + ": end what listens there, or choose another port with --health-port",
          e);
    }
    server.measureTheProcess();
    environment
        .err()
        .println(
            "Health, status and metrics at http://%s:%d (/livez, /readyz, /status, /metrics)"
                .formatted(host.equals("0.0.0.0") ? "127.0.0.1" : host, server.port()));
  }
}
