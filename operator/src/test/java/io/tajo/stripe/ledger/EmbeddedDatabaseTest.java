package io.tajo.stripe.ledger;

import static io.tajo.stripe.ledger.Samples.EARLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tajo.stripe.ledger.LedgerException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
  private static final InstantSource CLOCK = InstantSource.fixed(EARLY);
  private static final String READY = "ready";

  @TempDir private Path directory;

  @Test
  void whatAKilledProcessWroteIsThereAndItsServerIsStopped() throws Exception {
    Path data = directory.resolve("data");
    long orphan = killedRun(data);
    assertThat(ProcessHandle.of(orphan)).as("the server outlives its process").isPresent();

    try (EmbeddedDatabase database = EmbeddedDatabase.start(data);
        Ledger ledger = Ledger.open(database.settings("s", 2), CLOCK)) {
      assertThat(ledger.facts().get("written")).contains("before the end");
      assertThat(PostgresProcess.pid(data.resolve("pg"))).isPresent().get().isNotEqualTo(orphan);
    }
    assertThat(data.resolve("pg/postmaster.pid")).doesNotExist();
  }

  /** Another JVM starts a server on the data, writes, and is killed; gives the server's process. */
  private static long killedRun(Path data) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Writer.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.readLine()).isEqualTo(READY);
      assertThatThrownBy(() -> EmbeddedDatabase.start(data).close())
          .isInstanceOfSatisfying(
              LedgerException.class,
              e ->
                  assertThat(e)
                      .hasMessageContaining("process " + process.pid())
                      .extracting(LedgerException::kind)
                      .isEqualTo(Kind.IN_USE));
    }
    process.destroyForcibly().waitFor();
    return PostgresProcess.pid(data.resolve("pg")).orElseThrow();
  }

  /** What the killed process ran. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws InterruptedException {
      EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]));
      Ledger ledger = Ledger.open(database.settings("s", 2), CLOCK);
      ledger.facts().put("written", "before the end");
      System.out.println(READY);
      Thread.currentThread().join();
    }
  }

  @Test
  void aNoteOfAServerThatIsSomebodyElsesIsIgnored() throws IOException {
    EmbeddedDatabase.start(directory).close();
    long somebody = ProcessHandle.current().pid();
    Files.writeString(
        directory.resolve("pg/postmaster.pid"), somebody + "\n" + directory.resolve("pg") + "\n");

    EmbeddedDatabase.start(directory).close();

    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @Test
  void whatAKilledStartLeftHalfMadeIsThrownAway() throws IOException {
    Path half = Files.createDirectory(directory.resolve("pg.new123"));
    Files.writeString(half.resolve("PG_VERSION"), "1");

    EmbeddedDatabase.start(directory).close();

    assertThat(half).doesNotExist();
  }

  @Test
  void writesAreDurableAndNobodyElseGetsIn() throws IOException {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("data"));
        Ledger ledger = Ledger.open(database.settings("s", 2), CLOCK)) {
      for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        assertThat(setting(ledger, setting)).as(setting).isEqualTo("on");
      }
      assertThat(setting(ledger, "listen_addresses")).isEqualTo("127.0.0.1");
      LedgerSettings guess = new LedgerSettings(database.jdbcUrl(), "ledger", "guess", "s", 1);
      assertThatThrownBy(() -> Ledger.open(guess, CLOCK).close())
          .isInstanceOfSatisfying(
              LedgerException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOGIN));
      assertThat(permissions("data")).isEqualTo("rwx------");
      assertThat(permissions("data/pg")).isEqualTo("rwx------");
      assertThat(permissions("data/password")).isEqualTo("rw-------");
    }
  }

  private static String setting(Ledger ledger, String name) {
    return ledger
        .database()
        .read(c ->
            Sql.of("select current_setting(?) as value", name).one(c, row -> row.text("value")));
  }

  private String permissions(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(path)));
  }

  @Test
  void aPlaceThatCannotHoldDataIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> EmbeddedDatabase.start(file).close())
        .isInstanceOfSatisfying(
            LedgerException.class,
            e ->
                assertThat(e)
                    .hasMessageContaining(file.toString())
                    .extracting(LedgerException::kind)
                    .isEqualTo(Kind.NOT_ALLOWED));
  }

  @Test
  void dataOfAnotherVersionIsLeftAlone() throws IOException {
    EmbeddedDatabase.start(directory).close();
    Files.writeString(directory.resolve("pg/PG_VERSION"), "9\n");

    assertThatThrownBy(() -> EmbeddedDatabase.start(directory).close())
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("made by PostgreSQL 9");
  }
}
