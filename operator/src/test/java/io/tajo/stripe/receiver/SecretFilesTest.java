package io.tajo.stripe.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
  @TempDir private Path directory;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("signing");
    Files.writeString(file, " whsec_a\n");
  }

  private SecretFiles secrets(Path... places) {
    return new SecretFiles(List.of(places), now::get);
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private static List<SigningSecret> of(String... texts) {
    return SigningSecrets.of(List.of(texts)).current();
  }

  @Test
  void looksOnceASecond() throws IOException {
    SecretFiles secrets = secrets(file);
    assertThat(secrets.current()).isEqualTo(of("whsec_a"));
    Files.writeString(file, "whsec_b");
    pass(Duration.ofMillis(999));
    assertThat(secrets.current()).isEqualTo(of("whsec_a"));
    pass(Duration.ofMillis(1));
    assertThat(secrets.current()).isEqualTo(of("whsec_b"));
  }

  @Test
  void looksEarlierBeforeARefusalButNotAtEachOne() throws IOException {
    SecretFiles secrets = secrets(file);
    Files.writeString(file, "whsec_b");
    pass(Duration.ofMillis(199));
    assertThat(secrets.newest()).isEqualTo(of("whsec_a"));
    pass(Duration.ofMillis(1));
    assertThat(secrets.newest()).isEqualTo(of("whsec_b"));
  }

  /** A file that is there and gives an error: here a link to itself, as root reads all others. */
  @Test
  void keepsTheLastGoodSecretOfAFileThatCannotBeReadAndSaysSoOnce() throws IOException {
    try (Logged log = new Logged(SecretFiles.class.getName(), Level.WARN)) {
      SecretFiles secrets = secrets(file);
      Files.delete(file);
      Files.createSymbolicLink(file, file);
      pass(Duration.ofSeconds(1));
      assertThat(secrets.current()).isEqualTo(of("whsec_a"));
      pass(Duration.ofSeconds(1));
      assertThat(secrets.current()).isEqualTo(of("whsec_a"));
      assertThat(log.lines()).singleElement().asString().contains("let this process read it");

      Files.delete(file);
      Files.writeString(file, "whsec_b");
      pass(Duration.ofSeconds(1));
      assertThat(secrets.current()).isEqualTo(of("whsec_b"));
    }
  }

  @Test
  void keepsTheLastGoodSecretOfAFileThatIsEmptyOrGone() throws IOException {
    SecretFiles secrets = secrets(file);
    Files.writeString(file, "\n");
    pass(Duration.ofSeconds(1));
    assertThat(secrets.current()).isEqualTo(of("whsec_a"));
    Files.delete(file);
    pass(Duration.ofSeconds(1));
    assertThat(secrets.current()).isEqualTo(of("whsec_a"));
    Files.writeString(file, "whsec_c");
    pass(Duration.ofSeconds(1));
    assertThat(secrets.current()).isEqualTo(of("whsec_c"));
  }

  @Test
  void followsAKubernetesMount(@TempDir Path mount) throws IOException {
    version(mount, "..v1", "old");
    link(mount, "..v1");
    Files.createSymbolicLink(mount.resolve("old"), Path.of("..data", "old"));
    SecretFiles secrets = secrets(mount);
    assertThat(secrets.current()).isEqualTo(of("whsec_old"));

    version(mount, "..v2", "old", "new");
    link(mount, "..v2");
    Files.createSymbolicLink(mount.resolve("new"), Path.of("..data", "new"));
    pass(Duration.ofSeconds(1));
    assertThat(secrets.current()).containsExactlyInAnyOrderElementsOf(of("whsec_old", "whsec_new"));

    version(mount, "..v3", "new");
    link(mount, "..v3");
    Files.delete(mount.resolve("old"));
    pass(Duration.ofSeconds(1));
    assertThat(secrets.current()).isEqualTo(of("whsec_new"));
  }

  private static void version(Path mount, String name, String... keys) throws IOException {
    Path version = Files.createDirectory(mount.resolve(name));
    for (String key : keys) {
      Files.writeString(version.resolve(key), "whsec_" + key);
    }
  }

  private static void link(Path mount, String version) throws IOException {
    Files.deleteIfExists(mount.resolve("..data"));
    Files.createSymbolicLink(mount.resolve("..data"), Path.of(version));
  }

  @Test
  void keepsTheLastOneOfADirectoryThatIsEmptyForAMoment() throws IOException {
    SecretFiles secrets = secrets(directory);
    Files.delete(file);
    pass(Duration.ofSeconds(1));
    assertThat(secrets.current()).isEqualTo(of("whsec_a"));
  }

  @Test
  void findsASecretThatIsMountedLater() throws IOException {
    SecretFiles secrets = secrets(directory.resolve("later"));
    assertThat(secrets.current()).isEmpty();
    Files.writeString(directory.resolve("later"), "whsec_l");
    pass(Duration.ofSeconds(1));
    assertThat(secrets.current()).isEqualTo(of("whsec_l"));
  }

  @Test
  void saysNothingOfASecret() {
    assertThat(secrets(file).current().toString()).doesNotContain("whsec");
  }
}
