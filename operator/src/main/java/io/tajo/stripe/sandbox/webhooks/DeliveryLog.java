package io.tajo.stripe.sandbox.webhooks;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Counts what becomes of deliveries. */
final class DeliveryLog {
  private static final int KEPT = 100;

  private final Deque<Integer> statuses = new ArrayDeque<>();
  private int unfinished;
  private long attempts;
  private long delivered;
  private long failed;
  private long lost;

  synchronized void started() {
    unfinished++;
  }

  synchronized void lost() {
    lost++;
  }

  synchronized void attempt(int status) {
    attempts++;
    if (statuses.size() == KEPT) {
      statuses.removeFirst();
    }
    statuses.addLast(status);
  }

  synchronized void finished(boolean made) {
    unfinished--;
    delivered += made ? 1 : 0;
    failed += made ? 0 : 1;
    notifyAll();
  }

  synchronized int unfinished() {
    return unfinished;
  }

  synchronized DeliveryCounts counts() {
    return new DeliveryCounts(attempts, delivered, failed, lost, List.copyOf(statuses));
  }

  synchronized boolean awaitQuiet(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (unfinished > 0) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
