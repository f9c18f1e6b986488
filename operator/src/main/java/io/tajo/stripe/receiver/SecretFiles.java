package io.tajo.stripe.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing secrets in files, one in each, as Kubernetes mounts a Secret: a change of the files
 * counts within a second, without a restart. A file that is empty or gone for a moment keeps its
 * last secret; one that has left a directory counts as removed while others are there.
 */
public final class SecretFiles implements SigningSecrets {
  private static final Logger LOG = LoggerFactory.getLogger(SecretFiles.class);
  private static final Duration USUAL = Duration.ofSeconds(1);

  /** A flood of wrong signatures must not become a flood of file accesses. */
  private static final Duration AT_LEAST = Duration.ofMillis(200);

  private static final int LONGEST = 4_096;
  private static final int MOST = 32;

  private final List<Path> places;
  private final InstantSource clock;
  private final ReentrantLock looking = new ReentrantLock();
  private SortedMap<Path, SigningSecret> known = new TreeMap<>();
  private final Set<Path> unreadable = new HashSet<>();
  private volatile List<SigningSecret> secrets = List.of();
  private volatile Instant looked = Instant.MIN;

  /**
   * Reads the files.
   *
   * @param places files, or directories of which every regular file counts whose name does not
   *     start with a dot (Kubernetes keeps its own there)
   */
  public SecretFiles(List<Path> places, InstantSource clock) {
    this.places = List.copyOf(places);
    this.clock = clock;
    look(clock.instant());
  }

  @Override
  public List<SigningSecret> current() {
    return lookedSince(USUAL);
  }

  @Override
  public List<SigningSecret> newest() {
    return lookedSince(AT_LEAST);
  }

  private List<SigningSecret> lookedSince(Duration age) {
    Instant now = clock.instant();
    if (isOlder(now, age)) {
      looking.lock();
      try {
        if (isOlder(now, age)) {
          look(now);
        }
      } finally {
        looking.unlock();
      }
    }
    return secrets;
  }

  /** A clock that was set back counts as time gone by. */
  private boolean isOlder(Instant now, Duration age) {
    return now.isBefore(looked) || looked.isBefore(now.minus(age)) || looked.equals(now.minus(age));
  }

  private void look(Instant now) {
    SortedMap<Path, SigningSecret> found = new TreeMap<>();
    for (Path place : places) {
      found.putAll(in(place));
    }
    List<SigningSecret> before = secrets;
    known = found;
    secrets = found.values().stream().distinct().toList();
    looked = now;
    if (!before.equals(secrets) && !before.isEmpty()) {
      LOG.info("The signing secrets have changed: {} are accepted now.", secrets.size());
    }
  }

  private SortedMap<Path, SigningSecret> in(Path place) {
    SortedMap<Path, SigningSecret> found = new TreeMap<>();
    if (Files.isDirectory(place)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(place, SecretFiles::counts)) {
        for (Path file : files) {
          if (found.size() < MOST) {
            secret(file).ifPresent(secret -> found.put(file, secret));
          }
        }
      } catch (IOException | DirectoryIteratorException e) {
        found.clear();
      }
    } else {
      secret(place).ifPresent(secret -> found.put(place, secret));
    }
    return found.isEmpty() ? before(place) : found;
  }

  private SortedMap<Path, SigningSecret> before(Path place) {
    SortedMap<Path, SigningSecret> kept = new TreeMap<>(known);
    kept.keySet().removeIf(file -> !file.equals(place) && !place.equals(file.getParent()));
    return kept;
  }

  private static boolean counts(Path file) {
    return !file.getFileName().toString().startsWith(".") && Files.isRegularFile(file);
  }

  private Optional<SigningSecret> secret(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(LONGEST), UTF_8).strip();
      unreadable.remove(file);
      if (!text.isEmpty()) {
        return Optional.of(SigningSecret.of(text));
      }
    } catch (NoSuchFileException e) {
      // Being replaced, or gone: what was in it last counts.
    } catch (IOException e) {
      if (unreadable.add(file)) {
        LOG.atWarn()
            .addKeyValue("file", file)
            .log(
                "A signing secret cannot be read: let this process read it ({})",
                e.getClass().getSimpleName());
      }
    }
    return Optional.ofNullable(known.get(file));
  }
}
