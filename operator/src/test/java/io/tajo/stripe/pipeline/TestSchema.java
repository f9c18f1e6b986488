package io.tajo.stripe.pipeline;

import io.tajo.stripe.ledger.LedgerSettings;
import io.tajo.stripe.ledger.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.Supplier;

/** The schema of a connector's ledger in the tests' PostgreSQL. */
final class TestSchema {
  private final Supplier<String> connector;

  TestSchema(Supplier<String> connector) {
    this.connector = connector;
  }

  String name() {
    return LedgerSettings.schemaFor("default", connector.get());
  }

  String url() {
    return TestDatabase.url();
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }

  void drop() {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("drop schema if exists " + name() + " cascade");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
