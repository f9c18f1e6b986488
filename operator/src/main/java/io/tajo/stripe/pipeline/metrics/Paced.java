package io.tajo.stripe.pipeline.metrics;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that is read at most so often, however often it is asked for, and by a thread of its
 * own, so that whoever asks waits a moment at most. Where it cannot be read, what was last read
 * stays.
 *
 * @param <T> what is read
 */
final class Paced<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Paced.class);

  /** What takes long is read the more seldom: it never takes more than so little of the time. */
  private static final int SHARE = 20;

  private final Supplier<T> source;
  private final Duration pause;
  private volatile @Nullable T last;
  private CompletableFuture<Boolean> underWay = CompletableFuture.completedFuture(true);
  private volatile long due = System.nanoTime();

  /**
   * Reads nothing yet.
   *
   * @param pause the shortest from one reading to the next
   */
  Paced(Duration pause, Supplier<T> source) {
    this.pause = pause;
    this.source = source;
  }

  /** What was last read, or is read now if it is time and does not take longer than that. */
  Optional<T> now(Duration patience) {
    try {
      begun().get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.atDebug().setCause(e).log("Metrics are not read in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.ofNullable(last);
  }

  private synchronized CompletableFuture<Boolean> begun() {
    if (underWay.isDone() && System.nanoTime() - due >= 0) {
      underWay =
          CompletableFuture.supplyAsync(
              this::read, task -> Thread.ofVirtual().name("metrics").start(task));
    }
    return underWay;
  }

  /** False where it did not come. */
  private boolean read() {
    long start = System.nanoTime();
    try {
      last = source.get();
      return true;
    } catch (RuntimeException e) {
      LOG.atDebug().setCause(e).log("Metrics cannot be read");
      return false;
    } finally {
      long end = System.nanoTime();
      due = end + Math.max(pause.toNanos(), SHARE * (end - start));
    }
  }

  /** What was read counts no more. */
  void forget() {
    last = null;
    due = System.nanoTime();
  }
}
