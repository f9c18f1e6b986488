package io.tajo.stripe.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A clock that runs so fast that no rate limit is ever waited for, and jumps where a test says so.
 */
final class FastTime implements InstantSource {
  /** The morning of a Monday. */
  static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private static final long SPEED = 200;
  private static final long SLOW = 5;

  private final long began = System.nanoTime();
  private final AtomicReference<Duration> skipped = new AtomicReference<>(Duration.ZERO);

  /** When it began to run slower, on the machine's clock, and what it showed then. */
  private record Slower(long since, Instant then) {}

  private volatile @Nullable Slower slower;

  @Override
  public Instant instant() {
    Slower now = slower;
    Instant time =
        now == null
            ? START.plusNanos((System.nanoTime() - began) * SPEED)
            : now.then().plusNanos((System.nanoTime() - now.since()) * SLOW);
    return time.plus(skipped.get());
  }

  /** From now on minutes pass where a test says so: no machine is so slow that one passes by. */
  void slow() {
    long since = System.nanoTime();
    slower = new Slower(since, START.plusNanos((since - began) * SPEED));
  }

  void pass(Duration time) {
    skipped.updateAndGet(time::plus);
  }

  /** The clock of one process, which can be killed: whoever then looks at it dies. */
  final class OfProcess implements InstantSource {
    private final AtomicInteger looks = new AtomicInteger();
    private volatile int last = Integer.MAX_VALUE;

    @Override
    public Instant instant() {
      if (looks.incrementAndGet() > last) {
        throw new Killed();
      }
      return FastTime.this.instant();
    }

    /** How often the process has looked so far: so many moments there are at which it could die. */
    int looks() {
      return looks.get();
    }

    void killAt(int look) {
      last = look;
    }

    void kill() {
      last = 0;
    }
  }

  /** The end of a process, as far as a test can tell from inside. */
  static final class Killed extends RuntimeException {
    Killed() {
      super("killed");
    }
  }
}
