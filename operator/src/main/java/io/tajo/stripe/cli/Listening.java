package io.tajo.stripe.cli;

import io.tajo.stripe.receiver.HealthServer;
import java.io.IOException;

/** How a command begins to listen, and where others find it then. */
final class Listening {
  private Listening() {}

  /** Of a port that cannot be had; {@code advice} is what else to do than to end who has it. */
  static IOException failure(String host, String advice, IOException cause) {
    return new IOException(
        "cannot listen at "
            + host
            + ", "
            + Text.oneLine(cause)
            + ": end what listens there, or "
            + advice,
        cause);
  }

  /** How this machine reaches what listens at a host. */
  static String address(String host) {
    return host.equals("0.0.0.0") ? "127.0.0.1" : host;
  }

  /**
   * Starts a server of health, status and metrics, and says where it is.
   *
   * @throws IOException where the port cannot be had, with what to do
   */
  static void start(HealthServer server, String host, Environment environment) throws IOException {
    try {
      server.start();
    } catch (IOException e) {
      throw failure(host, "choose another port with --health-port", e);
    }
    server.measureTheProcess();
    environment
        .err()
        .println(
            "Health, status and metrics at http://%s:%d (/livez, /readyz, /status, /metrics)"
                .formatted(address(host), server.port()));
  }
}
