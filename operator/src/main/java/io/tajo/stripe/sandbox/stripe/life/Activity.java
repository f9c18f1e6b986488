package io.tajo.stripe.sandbox.stripe.life;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A random life at a steady pace, until it is closed. */
public final class Activity implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Activity.class);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final RandomLife life;
  private final long nanos;
  private final Thread thread;

  /**
   * Starts to live.
   *
   * @param actsPerSecond above 0
   */
  public Activity(RandomLife life, double actsPerSecond) {
    if (!(actsPerSecond > 0)) {
      throw new IllegalArgumentException("activity: acts a second, above 0");
    }
    this.life = life;
    this.nanos = (long) (SECOND.toNanos() / actsPerSecond);
    this.thread = Thread.ofVirtual().name("activity").start(this::live);
  }

  /** Every act has its time, so that a slow one does not slow down the rest. */
  private void live() {
    long due = System.nanoTime();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        act();
        due += nanos;
        Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An act that fails must not end all others. */
  private void act() {
    try {
      life.act();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("An act of the random life failed");
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
