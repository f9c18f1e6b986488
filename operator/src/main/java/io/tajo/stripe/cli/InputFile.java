package io.tajo.stripe.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that a command is given, in UTF-8; {@code -} is standard input. */
final class InputFile {
  private InputFile() {}

  /**
   * The whole text.
   *
   * @throws Failures.ManifestFailure where it cannot be read
   */
  static String read(Environment environment, String file) throws Failures.ManifestFailure {
    try {
      return file.equals("-")
          ? new String(environment.in().readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new Failures.ManifestFailure(file, "there is no such file");
    } catch (IOException | InvalidPathException e) {
      throw new Failures.ManifestFailure(file, "cannot be read: " + Text.oneLine(e));
    }
  }
}
