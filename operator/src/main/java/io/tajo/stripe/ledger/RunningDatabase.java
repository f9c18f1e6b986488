package io.tajo.stripe.ledger;

import io.tajo.stripe.ledger.LedgerException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An {@link EmbeddedDatabase} that another process runs: there is something to be read in it. */
public final class RunningDatabase {
  static final String USER = "ledger";

  private RunningDatabase() {}

  /** Whether a directory holds the data of a server, running or not. */
  public static boolean isIn(Path dataDir) {
    return Files.exists(dataDir.resolve("pg").resolve("PG_VERSION"));
  }

  /**
   * A ledger in the server that runs on a directory; empty where none runs.
   *
   * @throws LedgerException if the directory's files cannot be read
   */
  public static Optional<LedgerSettings> find(Path dataDir, String schema, int poolSize) {
    try {
      Path data = dataDir.toRealPath().resolve("pg");
      if (!PostgresProcess.runsOn(data)) {
        return Optional.empty();
      }
      // The fourth line is the port: https://www.postgresql.org/docs/18/storage-file-layout.html
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      if (lines.size() < 4 || !lines.get(3).strip().matches("[0-9]{1,5}")) {
        return Optional.empty(); // It is just starting.
      }
      String password = Files.readString(data.resolveSibling("password")).strip();
      String url = jdbcUrl(Integer.parseInt(lines.get(3).strip()));
      return Optional.of(new LedgerSettings(url, USER, password, schema, poolSize));
    } catch (IOException e) {
      throw new LedgerException(
          Kind.NOT_ALLOWED,
          "The database in %s cannot be used (%s): be the user who runs it."
              .formatted(dataDir, e.getMessage()),
          e);
    }
  }

  static String jdbcUrl(int port) {
    return "jdbc:postgresql://127.0.0.1:%d/postgres?sslmode=disable".formatted(port);
  }
}
