package io.tajo.stripe.cli;

import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.pipeline.metrics.Meters;
import io.tajo.stripe.receiver.Health;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What a connector's process serves on {@code /metrics}: every series says which connector it is
 * of.
 */
record ProcessMeters(PrometheusMeterRegistry registry, Meters meters) {
  static ProcessMeters of(Manifest manifest) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry
        .config()
        .commonTags(
            Tags.of("connector_namespace", manifest.namespace(), "connector", manifest.name()));
    return new ProcessMeters(registry, new Meters(registry));
  }

  /** What its health port tells. */
  Health health(BooleanSupplier ready, Supplier<? extends Object> status) {
    return new Health(ready, status, registry, meters::read);
  }
}
