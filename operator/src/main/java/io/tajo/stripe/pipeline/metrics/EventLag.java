package io.tajo.stripe.pipeline.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.TreeMap;

/**
 * How long changes take from Stripe to Brevo: from the {@code created} of the event that told of
 * one until its contact was written. Of events that were taken in together the oldest counts; what
 * was taken in by a process that is gone is not measured.
 */
public final class EventLag {
  /** Changes that are remembered: a contact that is not written for long is measured no more. */
  private static final int MOST = 10_000;

  private final Timer lag;
  private final InstantSource clock;
  private final TreeMap<Long, Instant> begun = new TreeMap<>();

  EventLag(MeterRegistry registry, InstantSource clock) {
    this.clock = clock;
    this.lag =
        Timer.builder("stripe.connector.event.lag")
            .description("Time from an event's creation in Stripe until its contact was written.")
            .serviceLevelObjectives(Buckets.LAGS)
            .register(registry);
  }

  /**
   * Events are being taken in.
   *
   * @param change the number of what they changed
   */
  public synchronized void begun(long change, Instant created) {
    begun.put(change, created);
    while (begun.size() > MOST) {
      begun.pollFirstEntry();
    }
  }

  /**
   * Contacts were written.
   *
   * @param changes the number of each one's last
   */
  public synchronized void written(Collection<Long> changes) {
    Instant now = clock.instant();
    for (long change : changes) {
      Instant created = begun.get(change);
      if (created != null) {
        Duration took = Duration.between(created, now);
        lag.record(took.isNegative() ? Duration.ZERO : took); // Clocks differ.
      }
    }
  }
}
