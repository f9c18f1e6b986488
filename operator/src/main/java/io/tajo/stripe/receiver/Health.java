package io.tajo.stripe.receiver;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the health port tells.
 *
 * @param ready whether the process can do its work; asked at each probe, so it must be quick
 * @param status what {@code /status} shows as JSON, a record of {@code api} for instance; without
 *     personal data
 * @param meters what {@code /metrics} shows; the receiver adds its own
 * @param beforeScrape brings up to date what of it is not counted as it happens; takes seconds at
 *     most
 */
public record Health(
    BooleanSupplier ready,
    Supplier<? extends Object> status,
    PrometheusMeterRegistry meters,
    Runnable beforeScrape) {
  /** With nothing that has to be brought up to date. */
  public Health(
      BooleanSupplier ready, Supplier<? extends Object> status, PrometheusMeterRegistry meters) {
    this(ready, status, meters, () -> {});
  }

  String scrape() {
    beforeScrape.run();
    return meters.scrape();
  }
}
