package io.tajo.stripe.receiver;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many requests, and how many bytes of bodies, are in work at once. */
final class Admission {
  private final int most;
  private final Semaphore requests;
  private final Semaphore bytes;
  private final Duration turnTime;

  Admission(ReceiverSettings.Limits limits) {
    this.most = limits.requests();
    this.requests = new Semaphore(most, true);
    this.bytes = new Semaphore(limits.bodiesInWork());
    this.turnTime = limits.turnTime();
  }

  /** A place for one request, after a bounded wait; empty where there is none. */
  Optional<Place> enter() throws InterruptedException {
    return requests.tryAcquire(turnTime.toNanos(), TimeUnit.NANOSECONDS)
        ? Optional.of(new Place())
        : Optional.empty();
  }

  int inWork() {
    return most - requests.availablePermits();
  }

  /** Held by one request, on one thread, until it is answered. */
  final class Place implements AutoCloseable {
    private int reserved;

    /** Takes room for more of the body; false where there is none. */
    boolean reserve(int count) {
      boolean room = bytes.tryAcquire(count);
      reserved += room ? count : 0;
      return room;
    }

    @Override
    public void close() {
      bytes.release(reserved);
      requests.release();
    }
  }
}
