package io.tajo.stripe.pipeline.metrics;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tajo.stripe.brevo.Bucket;
import io.tajo.stripe.brevo.Traffic;
import java.time.Duration;

/** Calls of Brevo by rate bucket, method and status. */
final class BrevoMetrics implements Traffic {
  private final MeterProvider<Timer> requests;
  private final RateLimitMetrics limits;

  BrevoMetrics(MeterRegistry registry, RateLimitMetrics limits) {
    this.limits = limits;
    this.requests =
        Timer.builder("stripe.connector.brevo.request")
            .description("Time from a call of Brevo to the end of its answer.")
            .serviceLevelObjectives(Buckets.REQUESTS)
            .withRegistry(registry);
  }

  @Override
  public void attempt(
      Bucket bucket, String method, String path, int status, Duration took, Duration waited) {
    requests
        .withTags("bucket", Labels.of(bucket), "method", method, "status", Labels.status(status))
        .record(took);
    limits.brevoWaited(bucket, waited);
  }

  @Override
  public void remaining(Bucket bucket, long calls) {
    limits.brevoLeft(bucket, calls);
  }
}
