package io.tajo.stripe.ledger;

import io.tajo.stripe.ledger.LedgerException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a directory to one process; ends with the process, however that ends. */
final class DirectoryLock implements AutoCloseable {
  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  static DirectoryLock take(Path directory) throws IOException {
    // The holder is named in a file of its own: closing any handle on a locked file frees it.
    Path holder = directory.resolve("holder");
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (locked(channel) == null) {
        String who = Files.exists(holder) ? Files.readString(holder).strip() : "another process";
        throw new LedgerException(
            Kind.IN_USE,
            "%s is in use by %s: wait for it or end it, or choose another directory."
                .formatted(directory, who),
            null);
      }
      Files.writeString(holder, "process " + ProcessHandle.current().pid());
      return new DirectoryLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
