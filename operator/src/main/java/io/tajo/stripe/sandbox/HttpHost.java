package io.tajo.stripe.sandbox;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpHandler;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP/1.1 for the JDK's handlers, a virtual thread a connection. The JDK's own server dates
 * answers by the machine's clock, which nobody can change, and cannot reset a connection; a service
 * that is simulated at another time, and with its failures, needs both.
 */
final class HttpHost implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpHost.class);
  private static final int BACKLOG = 1_024;
  private static final Duration IDLE = Duration.ofMinutes(5);

  private record Mount(HttpHandler handler, List<Filter> filters) {
    /** A chain serves one request: it remembers where it is. */
    Filter.Chain chain() {
      return new Filter.Chain(filters, handler);
    }
  }

  private final ServerSocket server;
  private final InstantSource clock;
  private final NavigableMap<String, Mount> mounted =
      new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(path -> path));
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  HttpHost(InetSocketAddress address, InstantSource clock) throws IOException {
    this.clock = clock;
    this.server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(address, BACKLOG);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Serves everything that starts with {@code path}; the longest path that fits is taken. */
  void mount(String path, HttpHandler handler, Filter... filters) {
    mounted.put(path, new Mount(handler, List.of(filters)));
  }

  void start() {
    Thread.ofVirtual().name("sandbox").start(this::accept);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        // Closed, or the client has gone already.
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      connection.setSoTimeout((int) IDLE.toMillis());
      InputStream in = new BufferedInputStream(connection.getInputStream());
      boolean open = true;
      while (open) {
        Optional<IncomingRequest> request = IncomingRequest.read(in, connection.getOutputStream());
        open = request.isPresent() && answer(request.get(), connection);
      }
    } catch (IOException e) {
      // The client has gone, or sent what is not HTTP: the connection ends.
    } finally {
      connections.remove(connection);
    }
  }

  private boolean answer(IncomingRequest request, Socket connection) throws IOException {
    HttpCall call = new HttpCall(request, connection, clock);
    Optional<Mount> mount =
        mounted.entrySet().stream()
            .filter(entry -> request.uri().getPath().startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    try (call) {
      if (mount.isPresent()) {
        mount.get().chain().doFilter(call);
      } else {
        call.sendResponseHeaders(404, -1);
      }
    } catch (RuntimeException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("path", request.uri().getPath())
          .log("A handler failed");
      return false;
    }
    return call.finish();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
