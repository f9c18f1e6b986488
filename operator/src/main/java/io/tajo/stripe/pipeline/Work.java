package io.tajo.stripe.pipeline;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rounds of one kind of work in a thread of their own, until they are stopped. A round that fails
 * is followed by a pause that grows.
 */
final class Work {
  private static final Logger LOG = LoggerFactory.getLogger(Work.class);
  private static final Backoff USUAL = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

  /** How long an interrupted round may take to end. */
  private static final Duration INTERRUPTED = Duration.ofSeconds(5);

  private final String name;
  private final Backoff pauses;
  private final Bell bell = new Bell();

  /** Work that comes in ends a wait for work, not a pause after a failure. */
  private final Bell end = new Bell();

  private final Thread thread;
  private volatile boolean stopping;

  /**
   * Rounds that {@link #start} begins.
   *
   * @param round whether it did something: then the next follows at once
   * @param idle how long to wait for the bell where there was nothing to do
   */
  Work(String name, Duration idle, BooleanSupplier round) {
    this(name, idle, USUAL, round);
  }

  Work(String name, Duration idle, Backoff pauses, BooleanSupplier round) {
    this.name = name;
    this.pauses = pauses;
    this.thread = Thread.ofVirtual().name(name).unstarted(() -> rounds(idle, round));
  }

  Work start() {
    thread.start();
    return this;
  }

  private void rounds(Duration idle, BooleanSupplier round) {
    int failures = 0;
    while (!stopping) {
      try {
        boolean busy = round.getAsBoolean();
        failures = 0;
        if (!busy) {
          bell.await(idle);
        }
      } catch (InterruptedException | CancellationException e) {
        return;
      } catch (RuntimeException e) {
        if (stopping || !pause(e, failures++)) {
          return;
        }
      }
    }
  }

  private boolean pause(RuntimeException failure, int failures) {
    LOG.atWarn().addKeyValue("work", name).log("It is tried again: {}", Tellable.of(failure));
    LOG.atDebug().setCause(failure).addKeyValue("work", name).log("Where it failed");
    try {
      end.await(pauses.after(failures));
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  void wake() {
    bell.ring();
  }

  /** No round begins any more. */
  void stop() {
    stopping = true;
    bell.ring();
    end.ring();
  }

  /** Waits for the last round; one that takes too long is interrupted. */
  void await(Duration patience) {
    try {
      if (!thread.join(patience)) {
        thread.interrupt();
        boolean ended = thread.join(INTERRUPTED);
        if (!ended) {
          LOG.atWarn().addKeyValue("work", name).log("It does not end");
        }
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
