package io.tajo.stripe.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory that can be full or read-only; only root can make one. */
final class TinyDisk implements AutoCloseable {
  private final Path path;

  private TinyDisk(Path path) {
    this.path = path;
  }

  /** Whether this process may make one. */
  static boolean isPossible(Path directory) throws IOException {
    try (TinyDisk disk = mount(directory, "size=1m")) {
      return Files.readAllLines(Path.of("/proc/mounts")).stream()
          .anyMatch(line -> line.contains(" " + disk.path + " "));
    }
  }

  static TinyDisk mount(Path directory, String options) throws IOException {
    Path path = Files.createTempDirectory(directory, "disk");
    run("mount", "-t", "tmpfs", "-o", options, "none", path.toString());
    return new TinyDisk(path);
  }

  Path path() {
    return path;
  }

  /** Leaves no room. */
  void fill() throws IOException {
    try (OutputStream filler = Files.newOutputStream(path.resolve("filler"))) {
      byte[] block = new byte[4096];
      while (true) {
        filler.write(block);
      }
    } catch (IOException full) {
      if (!String.valueOf(full.getMessage()).contains("No space left")) {
        throw full;
      }
    }
  }

  /** Makes room again. */
  void empty() throws IOException {
    Files.delete(path.resolve("filler"));
  }

  @Override
  public void close() throws IOException {
    run("umount", "--lazy", path.toString());
  }

  private static void run(String... command) throws IOException {
    new ProcessBuilder(command).redirectErrorStream(true).start().onExit().join();
  }
}
