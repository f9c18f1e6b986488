package io.tajo.stripe.bench;

import io.tajo.stripe.ledger.EmbeddedDatabase;
import io.tajo.stripe.ledger.LedgerSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Where everything is measured: a PostgreSQL, which runs as processes of its own, and a directory
 * for files.
 */
record Site(EmbeddedDatabase database, Path directory) {
  private static final int POOL = 12;

  LedgerSettings ledger(String schema) {
    return database.settings(schema, POOL);
  }

  /** For {@code --database}. */
  String databaseUrl() {
    LedgerSettings settings = ledger("public");
    return settings
        .jdbcUrl()
        .replace(
            "jdbc:postgresql://",
            "postgresql://%s:%s@".formatted(settings.user(), settings.password()));
  }

  /** To look at what a connector has stored. */
  Connection connect() throws SQLException {
    LedgerSettings settings = ledger("public");
    return DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
  }

  /** What is measured without it would not survive a power cut. */
  void requireFsync() throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        ResultSet fsync =
            statement.executeQuery(
                "select current_setting('fsync') || current_setting('synchronous_commit')")) {
      fsync.next();
      if (!fsync.getString(1).equals("onon")) {
        throw new IllegalStateException("fsync or synchronous_commit is off");
      }
    }
  }
}
