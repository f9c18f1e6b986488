package io.tajo.stripe.pipeline.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many things side by side, to their end or to the first failure. */
class ParallelTest {
  private static final List<Integer> MANY = IntStream.range(0, 1_000).boxed().toList();

  @Test
  void allAreDoneAndNeverTooManyAtOnce() {
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch four = new CountDownLatch(4);

    new Parallel(4)
        .each(
            MANY,
            i -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              four.countDown();
              await(four); // Nobody gets on before four are here.
              done.add(i);
              now.decrementAndGet();
            });

    assertThat(done).hasSameSizeAs(MANY);
    assertThat(most.get()).isEqualTo(4);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void afterAFailureNoneBegins() {
    AtomicInteger begun = new AtomicInteger();

    assertThatThrownBy(() ->
            new Parallel(2)
                .each(
                    MANY,
                    i -> {
                      begun.incrementAndGet();
                      throw new IllegalStateException("no " + i);
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no ");
    assertThat(begun.get()).isLessThan(100);
  }

  @Test
  void anErrorIsThrownToo() {
    assertThatThrownBy(() ->
            new Parallel(2)
                .each(
                    List.of(1),
                    _ -> {
                      throw new AssertionError("wrong");
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessage("wrong");
  }

  @Test
  void anInterruptEndsWhatIsUnderWay() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(2);
    AtomicInteger begun = new AtomicInteger();
    FutureTask<Void> all =
        new FutureTask<>(
            () ->
                new Parallel(2)
                    .each(
                        MANY,
                        _ -> {
                          begun.incrementAndGet();
                          waiting.countDown();
                          await(new CountDownLatch(1));
                        }),
            null);
    Thread thread = Thread.ofVirtual().start(all);
    waiting.await();

    thread.interrupt();

    assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    assertThatThrownBy(all::get).hasCauseInstanceOf(CancellationException.class);
    assertThat(begun.get()).isEqualTo(2);
  }
}
