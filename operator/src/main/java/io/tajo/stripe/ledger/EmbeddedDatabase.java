package io.tajo.stripe.ledger;

import io.tajo.stripe.ledger.LedgerException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real PostgreSQL server of this process's own, for a laptop and for tests; its data in a
 * directory that one process at a time may use. It survives a killed process: what that left
 * running is stopped by the next start. It listens on 127.0.0.1 alone, behind a random password.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final String USER = RunningDatabase.USER;
  private static final int ATTEMPTS = 10;
  private static final long PAUSE_MILLIS = 300;
  private static final long MAX_LOG_BYTES = 1 << 20;
  private static final int PASSWORD_BYTES = 24;

  /** Another process took the port, or a killed run's server is not gone yet. */
  private static final Pattern MAY_PASS =
      Pattern.compile(
          "could not create any TCP/IP sockets|lock file .* already exists|shared memory block");

  private final Path data;
  private final Path programs;
  private final PostgresUser user;
  private final DirectoryLock lock;
  private final String password;
  private final int port;
  private boolean closed;

  private EmbeddedDatabase(Path directory, DirectoryLock lock) throws IOException {
    this.lock = lock;
    this.data = directory.resolve("pg");
    this.user = PostgresUser.find(directory);
    this.programs = PostgresBinaries.unpacked(user.cache(directory), directory).resolve("bin");
    Path passwordFile = directory.resolve("password");
    if (Files.exists(data.resolve("PG_VERSION"))) {
      requireSameVersion();
    } else {
      make(directory, passwordFile);
    }
    this.password = Files.readString(passwordFile).strip();
    user.own(data);
    this.port = startServer();
  }

  /**
   * Starts the server, making its data first where there is none.
   *
   * @throws LedgerException if the directory is in use or cannot be written, the disk is full, or
   *     root may not run a server here
   */
  public static EmbeddedDatabase start(Path dataDir) {
    try {
      if (!Files.isDirectory(dataDir)) {
        Files.createDirectories(dataDir.toAbsolutePath().getParent());
        Files.createDirectory(
            dataDir,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Path directory = dataDir.toRealPath();
      DirectoryLock lock = DirectoryLock.take(directory);
      try {
        return new EmbeddedDatabase(directory, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw problem(dataDir, e);
    }
  }

  private static LedgerException problem(Path directory, IOException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("No space left on device") || message.contains("Disk quota exceeded")) {
      return new LedgerException(
          Kind.DISK_FULL,
          "No room left on the disk of %s: free some, or choose another directory."
              .formatted(directory),
          e);
    }
    if (e instanceof AccessDeniedException
        || e instanceof FileAlreadyExistsException
        || message.contains("Read-only file system")
        || message.contains("Permission denied")) {
      return new LedgerException(
          Kind.NOT_ALLOWED,
          "%s cannot be used as a directory for data (%s): choose one that you own."
              .formatted(directory, message),
          e);
    }
    return new LedgerException(
        Kind.FAILED, "PostgreSQL cannot be started in %s: %s".formatted(directory, message), e);
  }

  private void requireSameVersion() throws IOException {
    String made = Files.readString(data.resolve("PG_VERSION")).strip();
    PostgresProcess.Result version = run("postgres", List.of("--version"));
    if (!version.output().matches("(?s).*\\) " + Pattern.quote(made) + "\\D.*")) {
      throw new IOException(
          "its data was made by PostgreSQL %s and this is %s. Move %s away: the next full run fills a new one"
              .formatted(made, version.output().strip(), data));
    }
  }

  /** Made beside and moved in place, so that a killed start leaves nothing half-made. */
  private void make(Path directory, Path passwordFile) throws IOException {
    try (Stream<Path> drafts = Files.list(directory)) {
      for (Path draft :
          drafts.filter(p -> p.getFileName().toString().startsWith("pg.new")).toList()) {
        PostgresBinaries.delete(draft);
      }
    }
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    Files.deleteIfExists(passwordFile);
    Files.createFile(
        passwordFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(passwordFile, HexFormat.of().formatHex(random));
    Path draft = Files.createTempDirectory(directory, "pg.new");
    user.own(draft);
    requireSuccess(
        run(
            "initdb",
            List.of(
                "--pgdata=" + draft,
                "--username=" + USER,
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile,
                "--encoding=UTF8",
                "--locale=C",
                "--no-instructions")));
    Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private int startServer() throws IOException {
    for (int attempt = 1; ; attempt++) {
      stopOrphan();
      int freePort = freePort();
      Files.writeString(data.resolve("postgresql.conf"), PostgresSettings.file(freePort));
      Path log = data.resolve("server.log");
      if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
        Files.delete(log);
      }
      long before = Files.exists(log) ? Files.size(log) : 0;
      PostgresProcess.Result result =
          run(
              "pg_ctl",
              List.of("--pgdata=" + data, "--log=" + log, "--wait", "--timeout=300", "start"));
      if (result.exit() == 0) {
        return freePort;
      }
      String said = Files.exists(log) ? from(log, before) : "";
      if (attempt == ATTEMPTS || !MAY_PASS.matcher(said).find()) {
        requireSuccess(new PostgresProcess.Result(result.exit(), result.output() + said));
      }
      pause();
    }
  }

  private static String from(Path log, long before) throws IOException {
    byte[] all = Files.readAllBytes(log);
    int start = (int) Math.min(before, all.length);
    return new String(all, start, all.length - start, StandardCharsets.UTF_8);
  }

  /** A killed run leaves its server behind, or a note of one whose number another has by now. */
  private void stopOrphan() throws IOException {
    if (PostgresProcess.runsOn(data)) {
      stop();
    } else {
      Files.deleteIfExists(data.resolve("postmaster.pid"));
    }
  }

  private void stop() throws IOException {
    for (String mode : List.of("fast", "immediate")) {
      run(
          "pg_ctl",
          List.of("--pgdata=" + data, "--mode=" + mode, "--wait", "--timeout=30", "stop"));
      if (!PostgresProcess.runsOn(data)) {
        return;
      }
    }
    throw new IOException(
        "the server that runs there (process "
            + PostgresProcess.pid(data).map(String::valueOf).orElse("unknown")
            + ") does not stop");
  }

  private PostgresProcess.Result run(String program, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(programs.resolve(program).toString());
    command.addAll(arguments);
    return PostgresProcess.run(user.command(command));
  }

  private static void requireSuccess(PostgresProcess.Result result) throws IOException {
    if (result.exit() != 0) {
      throw new IOException(result.output().strip());
    }
  }

  /** Starts the server again after it was killed, where it was. */
  void restart() {
    try {
      Files.deleteIfExists(data.resolve("postmaster.pid"));
      requireSuccess(
          run(
              "pg_ctl",
              List.of(
                  "--pgdata=" + data,
                  "--log=" + data.resolve("server.log"),
                  "--wait",
                  "--timeout=300",
                  "start")));
    } catch (IOException e) {
      throw problem(data, e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while it was starting", e);
    }
  }

  public String jdbcUrl() {
    return RunningDatabase.jdbcUrl(port);
  }

  /** Settings of a ledger in this server. */
  public LedgerSettings settings(String schema, int poolSize) {
    return new LedgerSettings(jdbcUrl(), USER, password, schema, poolSize);
  }

  /** Stops the server; ledgers in it must be closed before. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (lock) {
      stop();
    } catch (IOException e) {
      throw problem(data, e);
    }
  }
}
