package io.tajo.stripe.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A process of the jar, and the files that it prints to. */
final class Running {
  private static final Pattern KEY = Pattern.compile("sk_(test|live)_sandbox|xkeysib-sandbox");

  private final Process process;
  private final Path out;
  private final Path err;
  private final long begun = System.nanoTime();

  Running(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until a text has been printed, or the process has ended. */
  Running awaitPrinted(String text) {
    await(text)
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> out().contains(text) || err().contains(text) || !process.isAlive());
    return this;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it is still running after a while. */
  boolean outlives(Duration some) throws InterruptedException {
    return !process.waitFor(some.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** SIGKILL. */
  Ended kill() throws InterruptedException {
    process.destroyForcibly();
    return end(Duration.ofSeconds(30));
  }

  /** SIGTERM. */
  Running terminate() {
    process.destroy();
    return this;
  }

  /** Waits for its end. Whatever it printed holds no key. */
  Ended end(Duration most) throws InterruptedException {
    boolean ended = process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(ended).as("ended within %s: %s%s", most, out(), err()).isTrue();
    Ended result = new Ended(process.exitValue(), out(), err(), took);
    assertThat(result.out() + result.err()).doesNotContainPattern(KEY);
    return result;
  }
}
