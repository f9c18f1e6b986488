package io.tajo.stripe.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A PostgreSQL that can be killed and started again where it was; it writes to the disk. */
public final class CrashingDatabase implements AutoCloseable {
  private final Path directory;
  private final EmbeddedDatabase database;

  public CrashingDatabase(Path directory) {
    this.directory = directory;
    this.database = EmbeddedDatabase.start(directory);
  }

  /** For {@code --database}. */
  public String url() {
    LedgerSettings settings = settings("public");
    return settings
        .jdbcUrl()
        .replace(
            "jdbc:postgresql://",
            "postgresql://%s:%s@".formatted(settings.user(), settings.password()));
  }

  public LedgerSettings settings(String schema) {
    return database.settings(schema, 4);
  }

  /** SIGKILL of the postmaster; the rest of the server notices and goes. */
  public void kill() {
    try {
      PostgresProcess.pid(directory.toRealPath().resolve("pg"))
          .flatMap(ProcessHandle::of)
          .ifPresent(server -> {
            server.destroyForcibly();
            server.onExit().join();
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again; it recovers from its log first. */
  public void restart() {
    database.restart();
  }

  @Override
  public void close() {
    database.close();
  }
}
