package io.tajo.stripe.pipeline.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tajo.stripe.pipeline.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How far a run is, and what it has read. Its series are there from a process's first run on. */
final class RunMetrics {
  /** Begins the titles of phases whose tasks read objects from Stripe. */
  private static final String READING = "Reading Stripe";

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
  private final List<Part> parts = new ArrayList<>();
  private String phase = "";
  private boolean over;
  private boolean registered;

  RunMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A run begins; what it tells is told to somebody else too. */
  synchronized Progress beside(Progress other) {
    if (!registered) {
      registered = true;
      RESOURCES.forEach(this::counter);
      Gauge.builder("stripe.connector.run.progress.ratio", this, RunMetrics::ratio)
          .description("How much of a run's present phase is done, from 0 to 1.")
          .register(registry);
    }
    over = false;
    phase("");
    return new Progress() {
      @Override
      public void phase(String title) {
        RunMetrics.this.phase(title);
        other.phase(title);
      }

      @Override
      public Task task(String name) {
        return new Told(part(name), other.task(name));
      }

      @Override
      public void note(String line) {
        other.note(line);
      }
    };
  }

  /** The run has ended, however it did. */
  synchronized void ended() {
    over = true;
  }

  private synchronized void phase(String title) {
    phase = title;
    parts.clear();
  }

  private synchronized Part part(String name) {
    Part part =
        new Part(
            phase.startsWith(READING) ? Optional.of(counter(camelCase(name))) : Optional.empty());
    parts.add(part);
    return part;
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

  /** {@code checkout sessions} as {@code checkoutSessions}, the manifest's word. */
  private static String camelCase(String words) {
    StringBuilder name = new StringBuilder();
    for (String word : words.split(" ", -1)) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }

  private synchronized double ratio() {
    return over ? 1 : parts.stream().mapToDouble(Part::done).average().orElse(0);
  }

  /** A task's part of the phase; thread-safe. */
  private static final class Part {
    private final Optional<Counter> objects;
    private final LongAdder count = new LongAdder();
    private volatile long total;
    private volatile double fraction = -1;
    private volatile boolean over;

    Part(Optional<Counter> objects) {
      this.objects = objects;
    }

    double done() {
      if (over) {
        return 1;
      }
      return fraction >= 0 ? fraction : total > 0 ? Math.min(1, count.doubleValue() / total) : 0;
    }
  }

  private record Told(Part part, Progress.Task other) implements Progress.Task {
    @Override
    public void advance(long count) {
      part.count.add(count);
      part.objects.ifPresent(objects -> objects.increment((double) count));
      other.advance(count);
    }

    @Override
    public void total(long total) {
      part.total = total;
      other.total(total);
    }

    @Override
    public void fraction(double done) {
      part.fraction = Math.clamp(done, 0, 1);
      other.fraction(done);
    }

    @Override
    public void close() {
      part.over = true;
      other.close();
    }
  }
}
