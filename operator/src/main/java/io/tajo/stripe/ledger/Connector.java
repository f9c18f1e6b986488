package io.tajo.stripe.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tajo.stripe.ledger.LedgerException.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to one ledger's schema. */
final class Connector {
  private static final int OLDEST_VERSION = 15;
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

  private final LedgerSettings settings;

  Connector(LedgerSettings settings) {
    this.settings = settings;
  }

  Connection connection() throws SQLException {
    return DriverManager.getConnection(settings.jdbcUrl(), properties());
  }

  /** The first connection: a server that is just starting gets some time. */
  Connection first(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    for (boolean told = false; ; told = true) {
      try {
        return connection();
      } catch (SQLException e) {
        LedgerException problem = LedgerException.of(e);
        if (problem.kind() != Kind.UNREACHABLE || System.nanoTime() > deadline) {
          throw new LedgerException(problem.kind(), problem.getMessage() + where(), e);
        }
      }
      if (!told) {
        LOG.atInfo().log(
            "PostgreSQL does not answer yet{}; trying for {} s", where(), patience.toSeconds());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException(Kind.UNREACHABLE, "Interrupted while waiting for PostgreSQL.", e);
    }
  }

  static void requireVersion(Connection connection) throws SQLException {
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < OLDEST_VERSION) {
      throw new LedgerException(
          Kind.TOO_OLD,
          "PostgreSQL %d is too old: version %d or later is needed. Upgrade the server, or name another."
              .formatted(version, OLDEST_VERSION),
          null);
    }
  }

  HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setPoolName("ledger-" + settings.schema());
    config.setJdbcUrl(settings.jdbcUrl());
    config.setDataSourceProperties(properties());
    config.setMaximumPoolSize(settings.poolSize());
    config.setMinimumIdle(0);
    config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
    // Waiting for a free connection is normal while many pages come at once; where the server is
    // gone, a run fails after as long.
    config.setConnectionTimeout(Duration.ofSeconds(30).toMillis());
    config.setInitializationFailTimeout(-1); // Whoever asks for a connection first is told.
    return new HikariDataSource(config);
  }

  /** What the driver is told besides user and password. */
  static Map<String, String> driverProperties(LedgerSettings settings) {
    return Map.of(
        "currentSchema",
        settings.schema(),
        "ApplicationName",
        "stripe-connector",
        "tcpKeepAlive",
        "true",
        "connectTimeout",
        "10",
        "socketTimeout",
        "600",
        // Details quote rows, which are personal.
        "logServerErrorDetail",
        "false");
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.putAll(driverProperties(settings));
    if (settings.user() != null) {
      properties.setProperty("user", settings.user());
    }
    if (settings.password() != null) {
      properties.setProperty("password", settings.password());
    }
    return properties;
  }

  /** The server and database, without what else the URL may hold. */
  private String where() {
    String url = settings.jdbcUrl();
    int parameters = url.indexOf('?');
    return " (" + (parameters < 0 ? url : url.substring(0, parameters)) + ")";
  }
}
