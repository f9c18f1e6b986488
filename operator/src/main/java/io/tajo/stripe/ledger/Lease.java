package io.tajo.stripe.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A right, such as to deliver for one connector, which one process has at a time. It ends with
 * {@link #close} and with the connection: PostgreSQL then gives it to the next that asks.
 */
public final class Lease implements AutoCloseable {
  private static final int ANSWER_SECONDS = 5;

  private final Connection connection;
  private volatile boolean closed;

  private Lease(Connection connection) {
    this.connection = connection;
  }

  /** Takes a connection of its own: a pool would end it after some time, and the lock with it. */
  static Optional<Lease> tryTake(Connection connection, String what) throws SQLException {
    boolean taken = false;
    try {
      // A holder whose machine vanished must not keep the lock for hours.
      for (String setting :
          new String[] {
            "tcp_keepalives_idle = 30",
            "tcp_keepalives_interval = 10",
            "tcp_keepalives_count = 3",
            "idle_session_timeout = 0"
          }) {
        Sql.of("set " + setting).update(connection);
      }
      taken =
          Sql.of(
                  "select pg_try_advisory_lock(hashtextextended(?, 0)) as taken",
                  "stripe-connector/" + what)
              .one(connection, row -> row.flag("taken"));
    } finally {
      if (!taken) {
        connection.close();
      }
    }
    return taken ? Optional.of(new Lease(connection)) : Optional.empty();
  }

  /** Whether this process still has the right; asks the server. */
  public synchronized boolean isHeld() {
    try {
      return connection.isValid(ANSWER_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  /** Whether it was given up here. */
  boolean isClosed() {
    return closed;
  }

  /**
   * Checks the same.
   *
   * @throws LedgerException where the right is lost
   */
  public void requireHeld() {
    if (!isHeld()) {
      throw new LedgerException(
          LedgerException.Kind.UNREACHABLE,
          "The connection to the database was lost, and with it the right to write: run it again to"
              + " go on where it stopped.",
          null);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      connection.close();
    } catch (SQLException e) {
      throw LedgerException.of(e);
    }
  }
}
