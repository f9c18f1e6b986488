package io.tajo.stripe.receiver;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The open connections. One that brings no whole head of a request in time is closed: the server's
 * own timeout starts again with each byte, so that a byte now and then would hold it for ever.
 */
final class Connections implements Connection.Listener {
  private static final class Watch {
    private volatile long idleSince = System.nanoTime();
    private volatile boolean busy;
  }

  private final Duration idleTime;
  private final Map<Connection, Watch> open = new ConcurrentHashMap<>();

  Connections(Duration idleTime) {
    this.idleTime = idleTime;
  }

  @Override
  public void onOpened(Connection connection) {
    open.put(connection, new Watch());
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  /** The same handler; while it is at work, the connection is not idle. */
  Handler watching(Handler handler) {
    return new Handler.Wrapper(handler) {
      @Override
      public boolean handle(Request request, Response response, Callback callback)
          throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        begin(connection);
        return super.handle(request, response, Callback.from(callback, () -> end(connection)));
      }
    };
  }

  private void begin(Connection connection) {
    Watch watch = open.get(connection);
    if (watch != null) {
      watch.busy = true;
    }
  }

  private void end(Connection connection) {
    Watch watch = open.get(connection);
    if (watch != null) {
      watch.idleSince = System.nanoTime();
      watch.busy = false;
    }
  }

  /** How often {@link #closeIdle} is due. */
  Duration lookEvery() {
    Duration quarter = idleTime.dividedBy(4);
    return quarter.compareTo(Duration.ofSeconds(1)) < 0 ? quarter : Duration.ofSeconds(1);
  }

  int count() {
    return open.size();
  }

  /** Closes those that have waited for too long. */
  void closeIdle() {
    long now = System.nanoTime();
    open.forEach((connection, watch) -> {
      if (!watch.busy && now - watch.idleSince > idleTime.toNanos()) {
        connection.getEndPoint().close();
      }
    });
  }
}
