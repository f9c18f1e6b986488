package io.tajo.stripe.ledger;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs for this machine, unpacked once a user and version. */
final class PostgresBinaries {
  private static final int OWNER_MAY_EXECUTE = 0100;
  private static final Set<PosixFilePermission> REACHABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private PostgresBinaries() {}

  /**
   * The directory that holds {@code bin}.
   *
   * @param cache where to unpack it
   * @param fallback where to unpack it if that cannot be written
   */
  static Path unpacked(Path cache, Path fallback) throws IOException {
    byte[] archive = archive();
    String name = "postgres-" + digest(archive);
    IOException problem = null;
    for (Path parent : List.of(cache, fallback)) {
      try {
        Path target = parent.resolve(name);
        if (!Files.isDirectory(target)) {
          makeReachable(parent);
          unpack(archive, parent, target);
        }
        return target;
      } catch (IOException e) {
        problem = e;
      }
    }
    throw problem == null ? new IOException("No place for PostgreSQL's programs") : problem;
  }

  private static void makeReachable(Path parent) throws IOException {
    if (!Files.exists(parent)) {
      Files.createDirectories(parent);
      Files.setPosixFilePermissions(parent, REACHABLE);
    }
  }

  private static byte[] archive() throws IOException {
    String system = System.getProperty("os.name", "");
    String machine = System.getProperty("os.arch", "");
    if (system.equals("Linux") && !hasGlibc()) {
      throw new IOException(
          "The PostgreSQL in this program needs glibc, which this system lacks: use your own with --database");
    }
    try (InputStream in = PostgresBinaries.class.getResourceAsStream(resource(system, machine))) {
      if (in == null) {
        throw new IOException(
            "This program holds no PostgreSQL for %s on %s: build it there, or use your own with --database"
                .formatted(system, machine));
      }
      return in.readAllBytes();
    }
  }

  /** As the jars of {@code io.zonky.test.postgres} name it. */
  static String resource(String system, String machine) {
    String architecture =
        switch (machine) {
          case "amd64" -> "x86_64";
          case "aarch64" -> "arm_64";
          default -> machine;
        };
    return "/postgres-%s-%s.txz"
        .formatted(
            system.startsWith("Mac") ? "darwin" : system.toLowerCase(Locale.ROOT), architecture);
  }

  /** Whether there is what loads the programs for Linux: not on Alpine, for one. */
  private static boolean hasGlibc() {
    return Stream.of("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")
        .anyMatch(loader -> Files.exists(Path.of(loader)));
  }

  private static String digest(byte[] archive) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Several processes may unpack at once; the first one's work is kept. */
  private static void unpack(byte[] archive, Path parent, Path target) throws IOException {
    Path draft = Files.createTempDirectory(parent, "unpacking-");
    try {
      unpack(archive, draft);
      open(draft);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(target)) {
        throw e;
      }
    } finally {
      delete(draft);
    }
  }

  private static void unpack(byte[] archive, Path directory) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(
                new BufferedInputStream(new ByteArrayInputStream(archive))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = directory.resolve(entry.getName()).normalize();
        if (!path.startsWith(directory)) {
          throw new IOException("The archive has an entry outside its directory");
        }
        unpack(tar, entry, path);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      throw new IOException("The archive has a hard link");
    } else {
      Files.copy(tar, path);
      boolean executable = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
      Files.setPosixFilePermissions(
          path, executable ? REACHABLE : PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  /** Programs are no secret, and root has them run by another user. */
  private static void open(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(path, REACHABLE);
      }
    }
  }

  /** Deletes a directory with all that is in it, if it is there. */
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
