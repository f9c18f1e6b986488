package io.tajo.stripe.receiver;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** One listening port: HTTP/1.1 with bounds on everything, a virtual thread a request. */
final class Port implements AutoCloseable {
  /** For accepting, selecting and what is left of closing connections. */
  private static final int OWN_THREADS = 16;

  private static final Duration CLOSE_IDLE_AFTER = Duration.ofSeconds(1);

  private final Server server;
  private final ServerConnector connector;
  private final Connections connections;

  Port(
      String name,
      String host,
      int port,
      int mostConnections,
      ReceiverSettings.Limits limits,
      Connections connections,
      Handler handler) {
    VirtualThreadPool threads = new VirtualThreadPool(mostConnections + OWN_THREADS);
    threads.setName(name);
    this.server = new Server(threads);
    this.connections = connections;
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(limits.headers());
    this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(limits.idleTime().toMillis());
    connector.setShutdownIdleTimeout(CLOSE_IDLE_AFTER.toMillis());
    connector.addBean(connections);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(mostConnections, connector));
    server.setStopTimeout(limits.stopTime().toMillis());
    server.setHandler(new GracefulHandler(connections.watching(handler)));
    server.setErrorHandler((request, response, callback) -> {
      callback.succeeded();
      return true;
    });
  }

  /**
   * Listens.
   *
   * @throws IOException where the port cannot be had
   */
  void start() throws IOException {
    try {
      server.start();
    } catch (IOException e) {
      throw new IOException("port %d: %s".formatted(connector.getPort(), cause(e)), e);
    } catch (Exception e) {
      throw new IllegalStateException("The HTTP server does not start.", e);
    }
    watch();
  }

  private static String cause(IOException e) {
    return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
  }

  private void watch() {
    if (server.isRunning()) {
      connections.closeIdle();
      server.getScheduler().schedule(this::watch, connections.lookEvery());
    }
  }

  int number() {
    return connector.getLocalPort();
  }

  /** Takes no new connections, answers what is in work, within the settings' time. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("The HTTP server did not stop in order.", e);
    }
  }
}
