package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tajo.stripe.receiver.SecretFiles;
import io.tajo.stripe.receiver.SigningSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSecretStoreTest {
  @TempDir private Path parent;

  @Test
  void theReceiverAcceptsWhatIsKeptAndNobodyElseCanReadIt() throws IOException {
    Path directory = parent.resolve("a/secrets");
    FileSecretStore store = new FileSecretStore(directory);
    assertThat(store.endpoints()).isEmpty();

    store.write("we_1", "whsec_old");
    store.write("we_1", "whsec_one");
    store.write("we_2", "whsec_two");

    assertThat(store.endpoints()).containsExactly("we_1", "we_2");
    assertThat(new SecretFiles(List.of(directory), InstantSource.system()).current())
        .containsExactly(SigningSecret.of("whsec_one"), SigningSecret.of("whsec_two"));
    assertThat(permissions(directory)).isEqualTo("rwx------");
    assertThat(permissions(directory.resolve("we_1"))).isEqualTo("rw-------");
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void otherFilesAreNotItsOwn() throws IOException {
    FileSecretStore store = new FileSecretStore(parent);
    Files.writeString(parent.resolve("dashboard"), "whsec_mine");
    Files.writeString(parent.resolve("we_empty"), "");
    store.write("we_1", "whsec_one");

    store.remove("we_1");
    store.remove("we_1");

    assertThat(store.endpoints()).isEmpty();
    assertThat(parent.resolve("dashboard")).exists();
  }

  @Test
  void whatCannotBeWrittenIsAnErrorThatSaysWhere() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");

    assertThatThrownBy(() -> new FileSecretStore(file).write("we_1", "whsec_one"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("make it a directory")
        .hasMessageNotContaining("whsec_one");
    assertThatThrownBy(() -> new FileSecretStore(parent).write("../we_1", "whsec_one"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
