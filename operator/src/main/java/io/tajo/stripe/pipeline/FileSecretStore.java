package io.tajo.stripe.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Signing secrets as files that only their owner can read, one an endpoint and named after it, as
 * the receiver reads a directory of secrets. Other files of the directory are left alone.
 */
public final class FileSecretStore implements SecretStore {
  private static final Pattern ENDPOINT = Pattern.compile("we_[A-Za-z0-9_]{1,200}");

  private final Path directory;

  /**
   * Uses a directory.
   *
   * @param directory created with the first secret
   */
  public FileSecretStore(Path directory) {
    this.directory = directory;
  }

  @Override
  public Set<String> endpoints() throws IOException {
    Set<String> endpoints = new TreeSet<>();
    if (!Files.exists(directory)) {
      return endpoints;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "we_*")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (ENDPOINT.matcher(name).matches() && Files.size(file) > 0) {
          endpoints.add(name);
        }
      }
      return endpoints;
    } catch (IOException | DirectoryIteratorException e) {
      throw failure("read", e);
    }
  }

  @Override
  public void write(String endpoint, String secret) throws IOException {
    Path file = file(endpoint);
    // A name with a dot in front is none of the receiver's.
    Path beside = directory.resolve("." + endpoint);
    try {
      Files.createDirectories(directory, permissions("rwx------"));
      Files.deleteIfExists(beside);
      Files.createFile(beside, permissions("rw-------"));
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = UTF_8.encode(secret + "\n");
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure("written", e);
    }
  }

  @Override
  public void remove(String endpoint) throws IOException {
    try {
      Files.deleteIfExists(file(endpoint));
    } catch (NoSuchFileException gone) {
      // As it should be.
    } catch (IOException e) {
      throw failure("removed", e);
    }
  }

  private Path file(String endpoint) {
    if (!ENDPOINT.matcher(endpoint).matches()) {
      throw new IllegalArgumentException("not the id of a webhook endpoint: " + endpoint);
    }
    return directory.resolve(endpoint);
  }

  private FileAttribute<?>[] permissions(String form) {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(form))
        }
        : new FileAttribute<?>[0];
  }

  private IOException failure(String done, Exception cause) {
    return new IOException(
        "The signing secrets in %s cannot be %s (%s): make it a directory that this user may write"
                .formatted(directory, done, cause.getClass().getSimpleName())
            + " to.",
        cause);
  }
}
