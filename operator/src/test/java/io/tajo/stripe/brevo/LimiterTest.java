package io.tajo.stripe.brevo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

/** Brevo's limits, with a clock that only moves when the limiter sleeps. */
class LimiterTest {
  /** 10 a second, less one and a half. */
  private static final long CONTACTS_GAP_MILLIS = 117;

  private final FakeTime time = new FakeTime();

  @Test
  void contactsAreSpreadEvenlyBeforeAnythingIsKnown() throws InterruptedException {
    Limiter limiter = limiter(Bucket.CONTACTS);

    for (int call = 0; call < 86; call++) {
      limiter.acquire();
    }

    assertThat(time.naps()).hasSize(85).allMatch(nap -> nap.toMillis() == CONTACTS_GAP_MILLIS);
    assertThat(time.sinceStart().toMillis()).isEqualTo(9_999);
  }

  @Test
  void theFirstCallAfterAPauseDoesNotWait() throws InterruptedException {
    Limiter limiter = limiter(Bucket.CONTACTS);
    limiter.acquire();
    time.pass(Duration.ofSeconds(1));

    assertThat(limiter.acquire()).isZero();
    assertThat(limiter.acquire().toMillis()).isEqualTo(CONTACTS_GAP_MILLIS);
  }

  @Test
  void nothingLeftMeansWaitingForTheReset() throws InterruptedException {
    Limiter limiter = limiter(Bucket.CONTACTS);
    limiter.acquire();

    limiter.observe(200, headers(10, 0, 7));

    assertThat(limiter.acquire()).isEqualTo(Duration.ofSeconds(7));
  }

  /**
   * Seconds; what is more than an hour, milliseconds or a moment. Each waits where the last ended.
   */
  @Test
  void aResetIsBelievedFromOneSecondToOneHour() throws InterruptedException {
    Limiter limiter = limiter(Bucket.CONTACTS);
    limiter.acquire();
    long soon = time.instant().getEpochSecond() + 4_000;
    long[][] waits = {
      {0, 1}, {3_600, 3_600}, {45_000, 45}, {soon, 354}, {soon * 1_000 + 60_000, 60}
    };
    for (long[] wait : waits) {
      limiter.observe(429, headers(10, 0, wait[0]));
      assertThat(limiter.acquire()).as("%d", wait[0]).isEqualTo(Duration.ofSeconds(wait[1]));
    }
  }

  @Test
  void jitterAddsATenthAndAtMostFiveSeconds() throws InterruptedException {
    Limiter limiter = limiter(Bucket.CONTACTS, FakeBrevo.MOST);
    limiter.acquire();

    limiter.observe(429, headers(10, 0, 10));
    assertThat(limiter.acquire()).isBetween(Duration.ofMillis(10_999), Duration.ofSeconds(11));

    limiter.observe(429, headers(10, 0, 3600));
    assertThat(limiter.acquire()).isBetween(Duration.ofMillis(3604_999), Duration.ofSeconds(3605));
  }

  @Test
  void a429ThatSaysNothingWaitsLongerEachTimeUntilACallPasses() throws InterruptedException {
    Limiter limiter = limiter(Bucket.CONTACTS);
    limiter.acquire();
    List<Long> seconds = new ArrayList<>();

    for (int refusal = 0; refusal < 9; refusal++) {
      limiter.observe(429, Headers.of());
      seconds.add(limiter.acquire().toSeconds());
    }
    limiter.observe(204, Headers.of());
    limiter.observe(429, Headers.of());
    seconds.add(limiter.acquire().toSeconds());

    assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 64L, 64L, 1L);
  }

  @Test
  void callsRefusedTogetherCountOnce() throws InterruptedException {
    Limiter limiter = limiter(Bucket.CONTACTS);
    limiter.acquire();

    for (int call = 0; call < 8; call++) {
      limiter.observe(429, Headers.of());
    }

    assertThat(limiter.acquire()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aHigherTierIsLearntWhereItIsOneOfSoManyASecond() throws InterruptedException {
    Limiter limiter = limiter(Bucket.CONTACTS);
    limiter.acquire();

    limiter.observe(200, headers(20, 19, 1));
    limiter.acquire();
    assertThat(limiter.acquire().toMillis()).isEqualTo(54); // 18.5 a second

    limiter.observe(200, headers(36_000, 35_000, 1800));
    assertThat(limiter.acquire().toMillis()).isEqualTo(54);

    limiter.observe(200, headers(1000, 999, 1));
    assertThat(limiter.acquire().toMillis()).isEqualTo(54);

    limiter.observe(200, headers(60, 59, 1));
    limiter.acquire();
    assertThat(limiter.acquire().toMillis()).isEqualTo(17); // 58.5 a second

    limiter.observe(200, headers(2, 1, 1));
    limiter.acquire();
    assertThat(limiter.acquire().toMillis()).isEqualTo(666); // 1.5 a second
  }

  @Test
  void headersThatAreNoNumbersSayNothing() throws InterruptedException {
    Limiter limiter = limiter(Bucket.CONTACTS);
    limiter.acquire();

    limiter.observe(
        200, Headers.of("x-sib-ratelimit-remaining", "none", "x-sib-ratelimit-reset", "tomorrow"));

    assertThat(limiter.acquire().toMillis()).isEqualTo(CONTACTS_GAP_MILLIS);
  }

  @Test
  void anHoursCallsMayBeUsedInABurstUntilAQuarterIsLeft() throws InterruptedException {
    Limiter limiter = limiter(Bucket.OTHER);

    for (int call = 0; call < 75; call++) {
      limiter.acquire();
    }
    assertThat(time.sinceStart()).isEqualTo(Duration.ofMillis(7_400));

    // 25 are left for 3592.6 s: one each 138 s, and the hour's calls are never exceeded.
    limiter.acquire();
    assertThat(limiter.acquire()).isBetween(Duration.ofSeconds(137), Duration.ofSeconds(139));
    for (int call = 77; call < 100; call++) {
      limiter.acquire();
    }
    assertThat(time.sinceStart()).isLessThan(Duration.ofHours(1));
    limiter.acquire();
    assertThat(time.sinceStart()).isGreaterThanOrEqualTo(Duration.ofHours(1));
  }

  @Test
  void anHoursWindowIsWhatTheHeadersSay() throws InterruptedException {
    Limiter limiter = limiter(Bucket.OTHER);
    limiter.acquire();

    limiter.observe(200, headers(100, 3, 400));

    limiter.acquire();
    assertThat(limiter.acquire()).isBetween(Duration.ofSeconds(133), Duration.ofSeconds(134));
  }

  @Test
  void anHourBeginsAnewAfterTheReset() throws InterruptedException {
    Limiter limiter = limiter(Bucket.OTHER);
    limiter.acquire();
    limiter.observe(200, headers(100, 0, 60));

    assertThat(limiter.acquire()).isEqualTo(Duration.ofSeconds(60));
    assertThat(limiter.acquire()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void aResetEndsTheSpreading() throws InterruptedException {
    Limiter limiter = limiter(Bucket.OTHER);
    limiter.acquire();
    limiter.observe(200, headers(100, 2, 3000));
    limiter.acquire();

    limiter.observe(429, headers(100, 0, 10));

    assertThat(limiter.acquire()).isEqualTo(Duration.ofSeconds(10));
    assertThat(limiter.acquire()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void longWaitsAreTold() throws InterruptedException {
    List<String> told = new ArrayList<>();
    Traffic traffic =
        new Traffic() {
          @Override
          public void attempt(
              Bucket bucket,
              String method,
              String path,
              int status,
              Duration took,
              Duration wait) {}

          @Override
          public void waiting(Bucket bucket, Duration wait) {
            told.add(bucket + " " + wait);
          }
        };
    Limiter limiter = new Limiter(Bucket.OTHER, time, time, FakeBrevo.LEAST, traffic);
    limiter.acquire();
    limiter.acquire();
    limiter.observe(200, headers(100, 0, 300));

    limiter.acquire();

    assertThat(told).containsExactly("OTHER PT5M");
  }

  @Test
  void whoeverWaitsCanBeInterrupted() throws InterruptedException {
    Limiter limiter =
        new Limiter(
            Bucket.CONTACTS,
            time,
            wait -> new CountDownLatch(1).await(),
            FakeBrevo.LEAST,
            Traffic.NONE);
    limiter.acquire();
    List<Throwable> thrown = new ArrayList<>();

    List<Thread> waiting =
        List.of(
            Thread.ofVirtual().start(() -> thrown.add(acquired(limiter))),
            Thread.ofVirtual().start(() -> thrown.add(acquired(limiter))));
    await().until(() -> waiting.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
    for (Thread thread : waiting) {
      thread.interrupt();
      thread.join();
    }

    assertThat(thrown).hasSize(2).allMatch(InterruptedException.class::isInstance);
    assertThatThrownBy(
            () -> {
              Thread.currentThread().interrupt();
              limiter.acquire();
            })
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void manyThreadsShareOnePace() throws InterruptedException {
    Limiter limiter = limiter(Bucket.CONTACTS);
    List<Thread> threads = new ArrayList<>();

    for (int thread = 0; thread < 50; thread++) {
      threads.add(Thread.ofVirtual().start(() -> acquired(limiter)));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(time.sinceStart().toMillis()).isEqualTo(5_764); // 49 gaps of 117.6 ms
  }

  private static Throwable acquired(Limiter limiter) {
    try {
      limiter.acquire();
      return new AssertionError("acquired");
    } catch (InterruptedException e) {
      return e;
    }
  }

  private Limiter limiter(Bucket bucket) {
    return limiter(bucket, FakeBrevo.LEAST);
  }

  private Limiter limiter(Bucket bucket, RandomGenerator random) {
    return new Limiter(bucket, time, time, random, Traffic.NONE);
  }

  private static Headers headers(long limit, long remaining, long reset) {
    return Headers.of(
        "x-sib-ratelimit-limit", Long.toString(limit),
        "x-sib-ratelimit-remaining", Long.toString(remaining),
        "x-sib-ratelimit-reset", Long.toString(reset));
  }
}
