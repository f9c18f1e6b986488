package io.tajo.stripe.pipeline.reading;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does the same to many things side by side, at most {@code width} at a time. */
public record Parallel(int width) {
  /**
   * Returns when all are done. After one that failed no other begins, and its failure is thrown
   * when those under way have ended.
   *
   * @throws CancellationException when the thread is interrupted, which ends those under way too
   */
  public <T> void each(List<T> things, Consumer<T> what) {
    Semaphore free = new Semaphore(width);
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (T thing : things) {
          free.acquire();
          if (failure.get() != null) {
            break;
          }
          executor.execute(() -> {
            try {
              what.accept(thing);
            } catch (RuntimeException | Error e) {
              failure.compareAndSet(null, e);
            } finally {
              free.release();
            }
          });
        }
        executor.shutdown();
        executor.awaitTermination(Long.MAX_VALUE, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        executor.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted; run it again to go on where it stopped");
    }
    rethrow(failure.get());
  }

  private static void rethrow(@Nullable Throwable failure) {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }
}
