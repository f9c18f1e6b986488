package io.tajo.stripe.pipeline.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where a process keeps its figures, and what is brought up to date before they are scraped. */
public final class Meters {
  private final MeterRegistry registry;
  private final List<Runnable> readings = new CopyOnWriteArrayList<>();

  /**
   * Figures in a registry.
   *
   * @param registry has the common tags of the process already
   */
  public Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Nobody looks: nothing is kept. */
  public static Meters none() {
    return new Meters(new CompositeMeterRegistry());
  }

  MeterRegistry registry() {
    return registry;
  }

  /**
   * Has something brought up to date before each scrape.
   *
   * @param reading takes a second or two at most, and throws nothing
   */
  void beforeScrape(Runnable reading) {
    readings.add(reading);
  }

  void forget(Runnable reading) {
    readings.remove(reading);
  }

  /** Brings everything up to date that is not counted as it happens. */
  public void read() {
    readings.forEach(Runnable::run);
  }
}
