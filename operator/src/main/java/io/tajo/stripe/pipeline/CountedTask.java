package io.tajo.stripe.pipeline;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/** A task whose count, total and fraction are kept. Thread-safe. */
public final class CountedTask implements Progress.Task {
  /** Begins the titles of phases whose tasks read objects from Stripe. */
  private static final String READING = "Reading Stripe";

  private final LongConsumer counted;
  private final LongAdder count = new LongAdder();
  private volatile long total = -1;
  private volatile double fraction = -1;
  private volatile boolean over;

  /**
   * A task that begins.
   *
   * @param counted is told how many more are done
   */
  public CountedTask(LongConsumer counted) {
    this.counted = counted;
  }

  /**
   * The resource that a task reads, as {@code .status.read} names it; empty: it reads none.
   *
   * @param phase in which it is begun
   * @param task its name, such as {@code checkout sessions}, which is {@code checkoutSessions}
   */
  public static Optional<String> resource(String phase, String task) {
    if (!phase.startsWith(READING)) {
      return Optional.empty();
    }
    StringBuilder name = new StringBuilder();
    for (String word : task.split(" ", -1)) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return Optional.of(name.toString());
  }

  @Override
  public void advance(long more) {
    count.add(more);
    counted.accept(more);
  }

  @Override
  public void total(long all) {
    total = all;
  }

  @Override
  public void fraction(double done) {
    fraction = Math.clamp(done, 0, 1);
  }

  @Override
  public void close() {
    over = true;
  }

  /** How much of it is done, from 0 to 1; -1: not known. */
  public double done() {
    if (over) {
      return 1;
    }
    return fraction >= 0 ? fraction : total > 0 ? Math.min(1, count.doubleValue() / total) : -1;
  }
}
