package io.tajo.stripe.brevo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one bucket's calls within Brevo's limit, by what its answers say of it
 * (https://developers.brevo.com/docs/limit-headers).
 *
 * <p>A limit of so many a second is spread evenly. A limit of so many an hour may be used in bursts
 * until a quarter is left, and that is spread over the rest of the hour. Where nothing is left, and
 * after a 429, all calls of the bucket wait for the reset.
 */
final class Limiter {
  private static final long SHORTEST_RESET = 1;
  private static final long LONGEST_RESET = 3600;

  /** Seconds since 1970, in 2001. */
  private static final long FIRST_MOMENT = 1_000_000_000L;

  private static final long FIRST_MOMENT_MILLIS = 1_000 * FIRST_MOMENT;
  private static final int HIGHEST_TIER = 60;
  private static final double BURST_PER_SECOND = 10;
  private static final int MAX_DOUBLINGS = 6;
  private static final Duration WORTH_TELLING = Duration.ofSeconds(5);
  private static final Duration MOST_JITTER = Duration.ofSeconds(5);

  private final Bucket bucket;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final RandomGenerator random;
  private final Traffic traffic;
  private final Lock turn = new ReentrantLock(true);

  private Duration pace;
  private long limit;
  private long remaining;
  private Instant windowEnd = Instant.MIN;
  private Instant nextCall = Instant.MIN;
  private Instant blockedUntil = Instant.MIN;
  private int refusals;

  Limiter(
      Bucket bucket,
      InstantSource clock,
      Sleeper sleeper,
      RandomGenerator random,
      Traffic traffic) {
    this.bucket = bucket;
    this.clock = clock;
    this.sleeper = sleeper;
    this.random = random;
    this.traffic = traffic;
    this.limit = bucket.limit();
    this.pace = bucket.countsSeconds() ? evenly(bucket.limit()) : interval(BURST_PER_SECOND);
  }

  /**
   * Waits until the next call may be sent; first come, first served.
   *
   * @return how long that took
   */
  Duration acquire() throws InterruptedException {
    return acquire(Optional.empty()).orElseThrow();
  }

  /**
   * The same for whoever does not wait as long as it takes.
   *
   * @param most empty: as long as it takes
   * @return empty: it would take longer, and no call may be sent
   */
  Optional<Duration> acquire(Optional<Duration> most) throws InterruptedException {
    Instant start = clock.instant();
    turn.lockInterruptibly();
    try {
      for (Duration wait = take(); wait.isPositive(); wait = take()) {
        if (most.isPresent() && isLonger(start, wait, most.get())) {
          return Optional.empty();
        }
        if (wait.compareTo(WORTH_TELLING) >= 0) {
          traffic.waiting(bucket, wait);
        }
        sleeper.sleep(wait);
      }
    } finally {
      turn.unlock();
    }
    return Optional.of(Duration.between(start, clock.instant()));
  }

  private boolean isLonger(Instant start, Duration wait, Duration most) {
    return Duration.between(start, clock.instant()).plus(wait).compareTo(most) > 0;
  }

  /** Zero where the call may be sent now, and then it is counted; else how long to wait. */
  private synchronized Duration take() {
    Instant now = clock.instant();
    Instant ready = later(nextCall, blockedUntil);
    if (now.isBefore(ready)) {
      return Duration.between(now, ready);
    }
    if (!now.isBefore(windowEnd)) {
      windowEnd = now.plus(bucket.window());
      remaining = limit;
    }
    remaining--;
    nextCall = now.plus(gap(now));
    return Duration.ZERO;
  }

  private Duration gap(Instant now) {
    if (bucket.countsSeconds() || remaining > limit / 4) {
      return pace;
    }
    Duration spread = Duration.between(now, windowEnd).dividedBy(Math.max(remaining, 0) + 1);
    return spread.compareTo(pace) > 0 ? spread : pace;
  }

  /**
   * Whether a call may be sent now: within a second, and where an hour's calls are counted, with a
   * quarter of them left to others.
   */
  synchronized boolean isFree() {
    Instant now = clock.instant();
    if (now.isBefore(blockedUntil)) {
      return false;
    }
    return bucket.countsSeconds() || (now.isBefore(windowEnd) ? remaining : limit) > limit / 4;
  }

  /** Whether an answer tells of a limit of so many a second. */
  static boolean showsSeconds(Headers headers) {
    Long reset = number(headers, "x-sib-ratelimit-reset");
    Long most = number(headers, "x-sib-ratelimit-limit");
    return reset != null && most != null && most > 0 && isPerSecond(most, reset);
  }

  private static boolean isPerSecond(long most, long reset) {
    return reset <= 1 && most <= HIGHEST_TIER;
  }

  /** Learns from an answer what Brevo allows. */
  synchronized void observe(int status, Headers headers) {
    Instant now = clock.instant();
    Long reset = number(headers, "x-sib-ratelimit-reset");
    Long left = number(headers, "x-sib-ratelimit-remaining");
    if (left != null) {
      traffic.remaining(bucket, left);
    }
    if (status == 429) {
      refused(now, reset);
      return;
    }
    refusals = 0;
    Long most = number(headers, "x-sib-ratelimit-limit");
    if (reset == null || left == null) {
      return;
    }
    if (most != null && most > 0) {
      learn(most, reset);
    }
    remaining = left;
    windowEnd = now.plus(clamped(reset));
    nextCall = earlier(nextCall, now.plus(gap(now)));
    if (left <= 0) {
      blockedUntil = later(blockedUntil, now.plus(jittered(clamped(reset))));
    }
  }

  /** A tier is believed only where it is one of so many a second; else the last known one stays. */
  private void learn(long most, long reset) {
    if (!bucket.countsSeconds()) {
      limit = most;
    } else if (isPerSecond(most, reset)) {
      limit = most;
      pace = evenly(most);
    }
  }

  private void refused(Instant now, @Nullable Long reset) {
    if (reset != null) {
      windowEnd = now.plus(clamped(reset));
      nextCall = earlier(nextCall, windowEnd);
      blockedUntil = later(blockedUntil, now.plus(jittered(clamped(reset))));
    } else if (!now.isBefore(blockedUntil)) {
      // One step for all calls that were under way together.
      Duration wait = Duration.ofSeconds(1L << Math.min(refusals++, MAX_DOUBLINGS));
      blockedUntil = now.plus(jittered(wait));
    }
  }

  private Duration jittered(Duration time) {
    Duration most = time.dividedBy(10);
    Duration jitter = most.compareTo(MOST_JITTER) > 0 ? MOST_JITTER : most;
    return time.plusNanos((long) (random.nextDouble() * jitter.toNanos()));
  }

  /**
   * The header's unit is "typically seconds"; no window is longer than an hour, so that a greater
   * number is milliseconds, or a moment.
   */
  private Duration clamped(long reset) {
    long seconds = reset;
    if (reset > FIRST_MOMENT_MILLIS) {
      seconds = reset / 1_000 - clock.instant().getEpochSecond();
    } else if (reset > FIRST_MOMENT) {
      seconds = reset - clock.instant().getEpochSecond();
    } else if (reset > LONGEST_RESET) {
      seconds = reset / 1_000;
    }
    return Duration.ofSeconds(Math.clamp(seconds, SHORTEST_RESET, LONGEST_RESET));
  }

  /**
   * One and a half calls a second below the limit: a second's last call then stays unspent although
   * calls arrive unevenly, and nobody waits for a reset.
   */
  private static Duration evenly(long perSecond) {
    return interval(Math.max(perSecond - 1.5, perSecond * 0.75));
  }

  private static Duration interval(double perSecond) {
    return Duration.ofNanos((long) (1e9 / perSecond));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static @Nullable Long number(Headers headers, String name) {
    String value = headers.get(name);
    try {
      return value == null
          ? null
          : Long.valueOf((long) Math.ceil(Double.parseDouble(value.strip())));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
