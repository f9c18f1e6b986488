package io.tajo.stripe.stripe;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets requests through no faster than Stripe and the manifest allow, an endpoint and the account;
 * slower after a refusal, and back. The rules are those of {@link Turns}.
 */
final class Limiter {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final long start = System.nanoTime();
  private final Turns turns;

  /** Limits in requests a second. */
  Limiter(double perAccount, double perEndpoint) {
    this.turns = new Turns(perAccount, perEndpoint);
  }

  /** Waits for the turn of a request; returns when it went, for {@link #refused}. */
  long acquire(String endpoint) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Turns.Ticket ticket = turns.join(endpoint);
      try {
        long wait = turns.take(ticket, now());
        while (wait > 0) {
          moved.awaitNanos(wait);
          wait = turns.take(ticket, now());
        }
      } catch (InterruptedException stopped) {
        turns.leave(ticket);
        throw stopped;
      } finally {
        moved.signalAll();
      }
      return now();
    } finally {
      lock.unlock();
    }
  }

  /** Stripe refused a request for its rate. */
  void refused(String endpoint, boolean wholeAccount, long sent) {
    lock.lock();
    try {
      turns.refused(endpoint, wholeAccount, sent, now());
    } finally {
      lock.unlock();
    }
  }

  /** Requests a second that an endpoint can have now, if it has such a part of the account's. */
  double share(String endpoint, double part) {
    lock.lock();
    try {
      return turns.share(endpoint, part);
    } finally {
      lock.unlock();
    }
  }

  private long now() {
    return System.nanoTime() - start;
  }
}
