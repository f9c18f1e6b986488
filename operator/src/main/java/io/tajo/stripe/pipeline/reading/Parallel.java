package io.tajo.stripe.pipeline.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Does the same to many things side by side, at most {@code width} at a time. */
public record Parallel(int width) {
  /** Returns when all are done; throws what the first that failed threw. */
  public <T> void each(List<T> things, Consumer<T> what) {
    Semaphore free = new Semaphore(width);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>(things.size());
      for (T thing : things) {
        free.acquireUninterruptibly();
        running.add(
            executor.submit(() -> {
              try {
                what.accept(thing);
              } finally {
                free.release();
              }
            }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted; run it again to go on where it stopped");
    }
  }
}
