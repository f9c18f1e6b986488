package io.tajo.stripe.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.tajo.stripe.ledger.LedgerException.Kind;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * One connector's store: Stripe's objects, the runs that read them, and what Brevo was told. Safe
 * to use from many threads and processes; every method throws {@link LedgerException} when
 * PostgreSQL does not do its part.
 */
public final class Ledger implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int KEY_BYTES = 32;

  private final LedgerSettings settings;
  private final Database database;
  private final Objects objects;
  private final ObjectsById byId;
  private final Runs runs;
  private final Contacts contacts;
  private final Imports imports;
  private final Presence presence;
  private final Numbers numbers;
  private final Facts facts;
  private final Inbox inbox;
  private final Marks marks;
  private final Outbox outbox;
  private final InstantSource clock;
  private volatile Optional<Lease> delivering = Optional.empty();

  private Ledger(LedgerSettings settings, Database database, InstantSource clock) {
    this.settings = settings;
    this.database = database;
    this.objects = new Objects(database);
    this.byId = new ObjectsById(database);
    this.runs = new Runs(database, clock);
    this.contacts = new Contacts(database);
    this.imports = new Imports(database, clock);
    this.presence = new Presence(database);
    this.numbers = new Numbers(database);
    this.facts = new Facts(database, clock);
    this.inbox = new Inbox(database, clock);
    this.marks = new Marks(database, clock);
    this.outbox = new Outbox(database, clock);
    this.clock = clock;
  }

  /**
   * Connects, waiting up to half a minute for a server that is starting, and brings the schema up
   * to date, making it where it is not there.
   */
  public static Ledger open(LedgerSettings settings, InstantSource clock) {
    return open(settings, clock, PATIENCE);
  }

  static Ledger open(LedgerSettings settings, InstantSource clock, Duration patience) {
    Connector connector = new Connector(settings);
    try (Connection connection = connector.first(patience)) {
      Connector.requireVersion(connection);
      makeSchema(connection, settings.schema());
    } catch (SQLException e) {
      throw LedgerException.of(e);
    }
    migrate(settings);
    HikariDataSource pool = connector.pool();
    try {
      Database database = new Database(pool);
      makeRow(database, clock);
      return new Ledger(settings, database, clock);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /** Whether there is a ledger to open; makes none. Waits like {@link #open}. */
  public static boolean isThere(LedgerSettings settings) {
    try (Connection connection = new Connector(settings).first(PATIENCE)) {
      return hasSchema(connection, settings.schema());
    } catch (SQLException e) {
      throw LedgerException.of(e);
    }
  }

  private static boolean hasSchema(Connection connection, String schema) throws SQLException {
    return Sql.of("select 1 as one from pg_namespace where nspname = ?", schema)
        .first(connection, row -> row.number("one"))
        .isPresent();
  }

  /** Several processes may come at once; a schema that is there asks for no right to make it. */
  private static void makeSchema(Connection connection, String schema) throws SQLException {
    if (hasSchema(connection, schema)) {
      return;
    }
    try {
      Sql.of("create schema if not exists " + schema).update(connection);
    } catch (SQLException e) {
      boolean madeByAnother = "23505".equals(e.getSQLState()) || "42P06".equals(e.getSQLState());
      if (!madeByAnother) {
        throw e;
      }
    }
  }

  private static void migrate(LedgerSettings settings) {
    try {
      Flyway.configure()
          .dataSource(settings.jdbcUrl(), settings.user(), settings.password())
          .jdbcProperties(Connector.driverProperties(settings))
          .schemas(settings.schema())
          .defaultSchema(settings.schema())
          .createSchemas(false)
          .locations("classpath:db/migration")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw migrationProblem(e);
    }
  }

  private static LedgerException migrationProblem(FlywayException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return LedgerException.of(sql);
      }
    }
    return new LedgerException(
        Kind.FAILED,
        "The ledger's schema cannot be brought up to date: was it made by a newer version? Then run"
            + " that one.",
        e);
  }

  private static void makeRow(Database database, InstantSource clock) {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    database.write(c ->
        Sql.of(
                "insert into ledger (made_at, suppression_key) values (?, ?)"
                    + " on conflict do nothing",
                clock.instant(),
                key)
            .update(c));
  }

  public Objects objects() {
    return objects;
  }

  public ObjectsById byId() {
    return byId;
  }

  public Runs runs() {
    return runs;
  }

  public Contacts contacts() {
    return contacts;
  }

  public Imports imports() {
    return imports;
  }

  public Presence presence() {
    return presence;
  }

  public Numbers numbers() {
    return numbers;
  }

  public Facts facts() {
    return facts;
  }

  public Inbox inbox() {
    return inbox;
  }

  public Marks marks() {
    return marks;
  }

  public Outbox outbox() {
    return outbox;
  }

  /** Takes events in, in one transaction. */
  public <T> T takeIn(TakingIn.Work<T> work) {
    return database.writing(c -> work.in(new TakingIn(c, clock.instant())));
  }

  /** Whether PostgreSQL answers within a second. */
  public boolean answers() {
    CompletableFuture<Instant> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            answer.complete(facts.madeAt());
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      answer.get(1, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  Database database() {
    return database;
  }

  /** Takes the right to deliver for this connector; empty while another process has it. */
  public Optional<Lease> tryDeliver() {
    Optional<Lease> lease = tryTake(settings.schema());
    if (lease.isPresent()) {
      delivering = lease;
    }
    return lease;
  }

  /** Whether this process has that right, as far as it knows; asks nobody. */
  public boolean isDelivering() {
    return delivering.filter(lease -> !lease.isClosed()).isPresent();
  }

  /** Takes the right to run for this connector; empty while another run is going on. */
  public Optional<Lease> tryRun() {
    return tryTake(settings.schema() + "/run");
  }

  private Optional<Lease> tryTake(String what) {
    try {
      return Lease.tryTake(new Connector(settings).connection(), what);
    } catch (SQLException e) {
      throw LedgerException.of(e);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
