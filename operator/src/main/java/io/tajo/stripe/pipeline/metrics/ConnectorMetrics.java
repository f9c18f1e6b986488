package io.tajo.stripe.pipeline.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.tajo.stripe.pipeline.Progress;
import io.tajo.stripe.pipeline.RunReport;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** All that one connector's process counts and measures, a concern each. */
public final class ConnectorMetrics {
  private final Meters meters;
  private final StripeMetrics stripe;
  private final BrevoMetrics brevo;
  private final EventMetrics events;
  private final EventLag lag;
  private final ContactMetrics contacts;
  private final RunMetrics runs;
  private final LedgerGauges ledger;

  /** Counts from 0. */
  public ConnectorMetrics(Meters meters, InstantSource clock) {
    MeterRegistry registry = meters.registry();
    RateLimitMetrics limits = new RateLimitMetrics(registry);
    this.meters = meters;
    this.stripe = new StripeMetrics(registry, limits);
    this.brevo = new BrevoMetrics(registry, limits);
    this.events = new EventMetrics(registry);
    this.lag = new EventLag(registry, clock);
    this.contacts = new ContactMetrics(registry);
    this.runs = new RunMetrics(registry);
    this.ledger = new LedgerGauges(registry, clock);
  }

  /** Hears of every request to Stripe. */
  public io.tajo.stripe.stripe.Traffic stripe() {
    return stripe;
  }

  /** Hears of every call of Brevo. */
  public io.tajo.stripe.brevo.Traffic brevo() {
    return brevo;
  }

  public EventMetrics events() {
    return events;
  }

  public EventLag lag() {
    return lag;
  }

  public ContactMetrics contacts() {
    return contacts;
  }

  /** What a run comes to; it may take long. */
  @FunctionalInterface
  public interface Running {
    RunReport run(Progress progress) throws InterruptedException;
  }

  /**
   * Watches a run.
   *
   * @param other watches it too
   */
  public RunReport watching(Progress other, Running run) throws InterruptedException {
    try {
      return run.run(runs.begin().beside(other));
    } finally {
      runs.ended();
    }
  }

  /**
   * Tells what a ledger holds, until it is closed.
   *
   * @param telling whether this process is the one to tell it
   * @param standing read every 15 seconds at most
   * @param holdings read every 5 minutes at most
   */
  public LedgerMetrics ledger(
      BooleanSupplier telling, Supplier<Standing> standing, Supplier<Holdings> holdings) {
    return new LedgerMetrics(meters, ledger, telling, standing, holdings);
  }
}
