package io.tajo.stripe.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The smallest image that others can be built on: one layer with nothing in it. */
final class BaseImage {
  /** A tar archive of no files: two blocks of zeros. */
  private static final byte[] LAYER = new byte[1024];

  private BaseImage() {}

  /** Writes it as {@code docker save} does. */
  static Path write(Path tar) throws IOException {
    String config =
        """
        {"architecture": "amd64", "os": "linux", "config": {"Env": ["PATH=/opt/java/bin"]},
         "rootfs": {"type": "layers", "diff_ids": ["sha256:%s"]}}
        """
            .formatted(sha256(LAYER));
    String manifest =
        """
        [{"Config": "config.json", "RepoTags": ["base:1"], "Layers": ["layer.tar"]}]
        """;
    try (OutputStream file = Files.newOutputStream(tar);
        TarArchiveOutputStream archive = new TarArchiveOutputStream(file)) {
      add(archive, "manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
      add(archive, "config.json", config.getBytes(StandardCharsets.UTF_8));
      add(archive, "layer.tar", LAYER);
    }
    return tar;
  }

  private static void add(TarArchiveOutputStream archive, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    archive.putArchiveEntry(entry);
    archive.write(content);
    archive.closeArchiveEntry();
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every JDK has it.
    }
  }
}
