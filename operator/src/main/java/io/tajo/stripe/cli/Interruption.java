package io.tajo.stripe.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM: interrupts the thread that runs the command and gives it time to close what
 * it has open.
 */
final class Interruption {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final CountDownLatch DONE = new CountDownLatch(1);

  private Interruption() {}

  /** From now on an ending process interrupts the calling thread first. */
  static void arm() {
    Thread command = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  if (DONE.getCount() > 0) {
                    command.interrupt();
                    await();
                  }
                }));
  }

  /** The command is over. */
  static void disarm() {
    DONE.countDown();
  }

  private static void await() {
    try {
      boolean ended = DONE.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        System.err.println("Stopped before everything was closed; run it again to go on.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
