package io.tajo.stripe.pipeline.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tajo.stripe.pipeline.CountedTask;
import io.tajo.stripe.pipeline.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How far a run is, and what it has read. Its series are there from a process's first run on. */
final class RunMetrics implements Progress {
  /** As {@code .status.read} names them. */
  private static final List<String> RESOURCES =
      List.of(
          "customers",
          "charges",
          "refunds",
          "disputes",
          "subscriptions",
          "invoices",
          "products",
          "prices",
          "coupons",
          "checkoutSessions",
          "events");

  private final MeterRegistry registry;
  private final Map<String, Counter> read = new ConcurrentHashMap<>();
  private final List<CountedTask> tasks = new ArrayList<>();
  private String phase = "";
  private boolean over;
  private boolean registered;

  RunMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A run begins. */
  synchronized Progress begin() {
    if (!registered) {
      registered = true;
      RESOURCES.forEach(this::counter);
      Gauge.builder("stripe.connector.run.progress.ratio", this, RunMetrics::ratio)
          .description("How much of a run's present phase is done, from 0 to 1.")
          .register(registry);
    }
    over = false;
    phase("");
    return this;
  }

  /** The run has ended, however it did. */
  synchronized void ended() {
    over = true;
  }

  @Override
  public synchronized void phase(String title) {
    phase = title;
    tasks.clear();
  }

  @Override
  public synchronized Task task(String name) {
    Optional<Counter> objects = CountedTask.resource(phase, name).map(this::counter);
    CountedTask task =
        new CountedTask(more -> objects.ifPresent(counter -> counter.increment((double) more)));
    tasks.add(task);
    return task;
  }

  @Override
  public void note(String line) {
    // For a person at the terminal.
  }

  private Counter counter(String resource) {
    return read.computeIfAbsent(
        resource,
        name ->
            Counter.builder("stripe.connector.sweep.objects")
                .description("Objects that runs have read of Stripe.")
                .tag("resource", name)
                .register(registry));
  }

  private synchronized double ratio() {
    return over
        ? 1
        : tasks.stream().mapToDouble(task -> Math.max(0, task.done())).average().orElse(0);
  }
}
