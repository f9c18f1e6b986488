package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.BrevoFailure;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Brevo calls side by side, a bounded number at a time. A call that fails for its own reasons
 * leaves its contacts unwritten and the others go on; a failure that every call would meet (a
 * refused key, a lost database) stops the run.
 */
final class Lanes implements AutoCloseable {
  private final int width;
  private final Semaphore free;
  private final Tally tally;
  private final Runnable guard;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();
  private final Set<String> failed = ConcurrentHashMap.newKeySet();

  /**
   * So many lanes.
   *
   * @param guard throws when this process may not write any longer; asked before each call
   */
  Lanes(int width, Tally tally, Runnable guard) {
    this.guard = guard;
    this.width = width;
    this.free = new Semaphore(width);
    this.tally = tally;
  }

  /**
   * Starts a call, waiting for a free lane first.
   *
   * @param contacts the addresses of those that stay unwritten if it fails
   */
  void start(Runnable call, Collection<String> contacts) {
    throwIfFatal();
    acquire(1);
    executor.execute(() -> {
      try {
        if (fatal.get() == null) {
          tried(call, contacts);
        }
      } catch (RuntimeException | Error e) {
        fatal.compareAndSet(null, e);
      } finally {
        free.release();
      }
    });
  }

  /** Does the same here and now. */
  void here(Runnable call, Collection<String> contacts) {
    throwIfFatal();
    tried(call, contacts);
  }

  private void tried(Runnable call, Collection<String> contacts) {
    guard.run();
    try {
      call.run();
    } catch (BrevoFailure.Unavailable
        | BrevoFailure.RateLimited
        | BrevoFailure.TooEarly
        | ListsMissing e) {
      failed.addAll(contacts);
      tally.count(Tally.Outcome.UNWRITTEN, contacts.size());
      tally.problem(String.valueOf(e.getMessage()));
    }
  }

  /** The addresses of those that stayed unwritten because a call failed. */
  Set<String> failed() {
    return failed;
  }

  /** Waits for all that was started. */
  void await() {
    acquire(width);
    free.release(width);
    throwIfFatal();
  }

  /** An interrupt ends the calls that are under way, too. */
  private void acquire(int lanes) {
    try {
      free.acquire(lanes);
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
      throw (CancellationException) new CancellationException("interrupted").initCause(e);
    }
  }

  private void throwIfFatal() {
    Throwable failure = fatal.get();
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  @Override
  public void close() {
    executor.close();
  }
}
