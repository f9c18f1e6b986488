package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rounds in the background. Real threads and time. */
class WorkTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void workThatComesInEndsAWaitButNotAPauseAfterAFailure() {
    AtomicInteger rounds = new AtomicInteger();
    Work failing =
        new Work(
                "failing",
                LONG,
                new Backoff(LONG, LONG),
                () -> {
                  rounds.incrementAndGet();
                  throw new IllegalStateException("away");
                })
            .start();
    await().until(() -> rounds.get() == 1);
    await()
        .during(Duration.ofMillis(300))
        .until(() -> {
          failing.wake();
          return rounds.get() == 1;
        });
    failing.stop();
    failing.await(LONG);

    AtomicInteger looks = new AtomicInteger();
    Work idle = new Work("idle", LONG, () -> looks.incrementAndGet() < 0).start();
    await().until(() -> looks.get() == 1);
    idle.wake();
    await().until(() -> looks.get() == 2);
    idle.stop();
    idle.await(LONG);
  }

  @Test
  void aRoundThatHangsIsInterruptedSoon() {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Work hanging =
        new Work(
                "hanging",
                LONG,
                () -> {
                  begun.countDown();
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw new CancellationException();
                  }
                  return true;
                })
            .start();
    await().until(() -> begun.getCount() == 0);
    hanging.stop();
    hanging.await(Duration.ofMillis(10));
    assertThat(interrupted.getCount()).isZero();
  }
}
