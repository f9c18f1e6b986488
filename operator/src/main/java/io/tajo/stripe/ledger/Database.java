package io.tajo.stripe.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** The pool of one ledger, and its transactions. */
final class Database implements AutoCloseable {
  /** What is done in one transaction; done again from the start when it lost against another. */
  @FunctionalInterface
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  /** {@link Work} without a result. */
  @FunctionalInterface
  interface Change {
    void in(Connection connection) throws SQLException;
  }

  /** serialization_failure, deadlock_detected. */
  private static final Set<String> LOST_AGAINST_ANOTHER = Set.of("40001", "40P01");

  private static final int ATTEMPTS = 10;

  private final HikariDataSource pool;

  Database(HikariDataSource pool) {
    this.pool = pool;
  }

  void write(Change change) {
    writing(connection -> {
      change.in(connection);
      return true;
    });
  }

  <T> T writing(Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try (Connection connection = pool.getConnection()) {
        return committed(connection, work);
      } catch (SQLException e) {
        // The pool's own errors have no state.
        String state = String.valueOf(e.getSQLState());
        if (attempt == ATTEMPTS || !LOST_AGAINST_ANOTHER.contains(state)) {
          throw LedgerException.of(e);
        }
      }
    }
  }

  /** Reads several tables as they are at one moment. */
  <T> T snapshot(Work<T> work) {
    return writing(connection -> {
      Sql.of("set transaction isolation level repeatable read, read only").update(connection);
      return work.in(connection);
    });
  }

  /** One statement that only reads. */
  <T> T read(Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      return work.in(connection);
    } catch (SQLException e) {
      throw LedgerException.of(e);
    }
  }

  private static <T> T committed(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.in(connection);
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      rollBack(connection, e);
      throw e;
    }
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
