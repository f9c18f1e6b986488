package io.tajo.stripe.cli;

import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.cli.Failures.ManifestFailure;
import io.tajo.stripe.receiver.SigningSecret;
import io.tajo.stripe.receiver.SigningSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signing secrets of a manifest's file, read again when the file changes; a file that is no
 * manifest any more leaves them as they were.
 */
final class ManifestSecrets implements SigningSecrets {
  private static final Logger LOG = LoggerFactory.getLogger(ManifestSecrets.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Path file;
  private final Callable<Manifest> read;
  private final InstantSource clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile List<SigningSecret> secrets;
  private volatile Instant looked;
  private FileTime changed;
  private String told = "";

  ManifestSecrets(Path file, Manifest manifest, Callable<Manifest> read, InstantSource clock) {
    this.file = file;
    this.read = read;
    this.clock = clock;
    this.secrets = secrets(manifest);
    this.looked = clock.instant();
    this.changed = lastChange();
  }

  private static List<SigningSecret> secrets(Manifest manifest) {
    return manifest.secrets().signingSecrets().stream().map(SigningSecret::of).toList();
  }

  private FileTime lastChange() {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  @Override
  public List<SigningSecret> current() {
    Instant now = clock.instant();
    if (Duration.between(looked, now).compareTo(BETWEEN_LOOKS) >= 0 && looking.tryLock()) {
      try {
        looked = now;
        look();
      } finally {
        looking.unlock();
      }
    }
    return secrets;
  }

  private void look() {
    FileTime change = lastChange();
    if (change.equals(changed)) {
      return;
    }
    try {
      List<SigningSecret> fresh = secrets(read.call());
      changed = change;
      told = "";
      if (!fresh.isEmpty() && !fresh.equals(secrets)) {
        secrets = fresh;
        LOG.atInfo().addKeyValue("secrets", fresh.size()).log("The signing secrets have changed");
      }
    } catch (Exception e) {
      tell(
          e instanceof ManifestFailure failure
              ? String.join("; ", failure.lines())
              : e.getClass().getSimpleName());
    }
  }

  /** Once, however often it is looked at. */
  private void tell(String problem) {
    if (!problem.equals(told)) {
      told = problem;
      LOG.atWarn()
          .log(
              "The manifest cannot be read any more, and the signing secrets stay as they were:"
                  + " correct the file: {}",
              problem);
    }
  }
}
