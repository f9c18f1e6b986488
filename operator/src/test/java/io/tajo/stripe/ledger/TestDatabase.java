package io.tajo.stripe.ledger;

import io.tajo.stripe.ledger.LedgerException.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL a JVM, and a schema of its own for each test. */
public final class TestDatabase {
  private static final EmbeddedDatabase DATABASE = start();
  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static final int POOL = 8;

  private TestDatabase() {}

  /** An empty ledger; the test closes it. */
  public static Ledger ledger(InstantSource clock) {
    return Ledger.open(settings(), clock);
  }

  /** Settings of a ledger that is not there yet. */
  public static LedgerSettings settings() {
    return DATABASE.settings("test_" + SCHEMAS.incrementAndGet(), POOL);
  }

  /** For a connector, which has a schema of its own in it. */
  public static String url() {
    LedgerSettings settings = settings();
    return settings.jdbcUrl()
        + (settings.jdbcUrl().contains("?") ? "&" : "?")
        + "user="
        + settings.user()
        + "&password="
        + (settings.password() == null ? "" : settings.password());
  }

  /** All rows of a table as JSON, with all that is in them. */
  static String everything(Ledger ledger, String table) {
    return ledger
        .database()
        .read(c ->
            Sql.of(
                    "select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text as rows from "
                        + table
                        + " t")
                .one(c, row -> row.text("rows")));
  }

  /** Left-over schemas of earlier JVMs are dropped; a directory in use is another JVM's. */
  private static EmbeddedDatabase start() {
    for (int number = 1; ; number++) {
      try {
        EmbeddedDatabase database =
            EmbeddedDatabase.start(Path.of("target", "test-database-" + number));
        Runtime.getRuntime().addShutdownHook(new Thread(database::close));
        dropSchemas(database);
        return database;
      } catch (LedgerException e) {
        if (e.kind() != Kind.IN_USE) {
          throw e;
        }
      }
    }
  }

  private static void dropSchemas(EmbeddedDatabase database) {
    LedgerSettings settings = database.settings("public", 1);
    try (Connection connection =
        DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password())) {
      for (String schema :
          Sql.of("select nspname::text as name from pg_namespace where nspname like 'test\\_%'")
              .list(connection, row -> row.text("name"))) {
        Sql.of("drop schema " + schema + " cascade").update(connection);
      }
    } catch (SQLException e) {
      throw LedgerException.of(e);
    }
  }
}
