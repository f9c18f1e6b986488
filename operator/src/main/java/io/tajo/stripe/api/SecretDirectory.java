package io.tajo.stripe.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Secrets as Kubernetes mounts them: the value of a key is the file {@code SECRET/KEY} of a
 * directory. Nothing outside of it is read, whatever a reference or a link says.
 */
final class SecretDirectory implements SecretSource {
  /** Neither a path nor one of Kubernetes' own entries, which begin with two points. */
  private static final Pattern NAME = Pattern.compile("(?!\\.\\.)(?!\\.$)[-._a-zA-Z0-9]{1,253}");

  /** A Secret's size, at most (https://kubernetes.io/docs/concepts/configuration/secret/). */
  private static final int LONGEST = 1 << 20;

  private final Path directory;

  SecretDirectory(Path directory) {
    this.directory = directory;
  }

  @Override
  public Optional<String> value(String name, String key, Cursor reference) {
    if (!isDirectory(name)) {
      reference.problem(
          "there is no Secret %s in %s%s"
              .formatted(
                  name, directory, Suggestion.of(name, names(directory, Files::isDirectory))));
      return Optional.empty();
    }
    if (!isThere(name, key)) {
      SortedSet<String> keys = names(directory.resolve(name), Files::isRegularFile);
      reference
          .at("key")
          .problem(
              "Secret %s has no key %s in %s%s"
                  .formatted(
                      name,
                      key,
                      directory,
                      keys.isEmpty() ? "" : ", it has " + String.join(", ", keys)));
      return Optional.empty();
    }
    return read(name, key, reference);
  }

  /** A mounted file may come, and go, while the process runs. */
  @Override
  public Optional<String> valueNowOrLater(String name, String key, Cursor reference) {
    if (!isName(name) || !isName(key)) {
      return value(name, key, reference);
    }
    return isThere(name, key) ? read(name, key, reference) : Optional.empty();
  }

  private boolean isDirectory(String name) {
    return isName(name)
        && Files.isDirectory(directory.resolve(name))
        && isInside(directory.resolve(name));
  }

  private boolean isInside(Path path) {
    try {
      return path.toRealPath().startsWith(directory.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isThere(String name, String key) {
    return isName(name) && isName(key) && Files.isRegularFile(directory.resolve(name).resolve(key));
  }

  private static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private Optional<String> read(String name, String key, Cursor reference) {
    try {
      Path file = directory.resolve(name).resolve(key).toRealPath();
      if (!file.startsWith(directory.toRealPath())) {
        reference.problem("key %s of Secret %s leads out of %s".formatted(key, name, directory));
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(LONGEST + 1);
        if (bytes.length <= LONGEST) {
          return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        }
      }
      reference.problem(
          "key %s of Secret %s is larger than any Secret in %s".formatted(key, name, directory));
    } catch (IOException e) {
      reference.problem(
          "key %s of Secret %s cannot be read in %s (%s): let this process's user read the file"
              .formatted(key, name, directory, e.getClass().getSimpleName()));
    }
    return Optional.empty();
  }

  private static SortedSet<String> names(Path in, Predicate<Path> wanted) {
    SortedSet<String> names = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(in)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (isName(name) && wanted.test(entry)) {
          names.add(name);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Then it is not told what is there instead.
    }
    return names;
  }
}
