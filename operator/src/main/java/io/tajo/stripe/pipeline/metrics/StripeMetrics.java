package io.tajo.stripe.pipeline.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tajo.stripe.stripe.StripeFailure;
import io.tajo.stripe.stripe.Traffic;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Requests to Stripe by endpoint and status, and those that were sent again. */
final class StripeMetrics implements Traffic {
  /** The connector calls about twenty; whatever came beyond would be a mistake of its own. */
  private static final int MOST_ENDPOINTS = 50;

  private static final String OTHERS = "other";

  private final MeterProvider<Timer> requests;
  private final Counter limited;
  private final Counter unavailable;
  private final RateLimitMetrics limits;
  private final Set<String> endpoints = ConcurrentHashMap.newKeySet();

  StripeMetrics(MeterRegistry registry, RateLimitMetrics limits) {
    this.limits = limits;
    this.requests =
        Timer.builder("stripe.connector.stripe.request")
            .description("Time from a request to Stripe to the end of its answer.")
            .serviceLevelObjectives(Buckets.REQUESTS)
            .withRegistry(registry);
    this.limited = retries(registry, "rate_limited");
    this.unavailable = retries(registry, "unavailable");
  }

  private static Counter retries(MeterRegistry registry, String reason) {
    return Counter.builder("stripe.connector.stripe.retries")
        .description("Requests to Stripe that were sent again, by why.")
        .tag("reason", reason)
        .register(registry);
  }

  @Override
  public void waited(String endpoint, Duration time) {
    limits.stripeWaited(time);
  }

  @Override
  public void answered(String endpoint, int status, Duration took) {
    request(endpoint, status, took);
  }

  @Override
  public void unanswered(String endpoint, Duration took) {
    request(endpoint, 0, took);
  }

  private void request(String endpoint, int status, Duration took) {
    requests.withTags("endpoint", bounded(endpoint), "status", Labels.status(status)).record(took);
  }

  private String bounded(String endpoint) {
    if (!endpoints.contains(endpoint)) {
      if (endpoints.size() >= MOST_ENDPOINTS) {
        return OTHERS;
      }
      endpoints.add(endpoint);
    }
    return endpoint;
  }

  @Override
  public void retrying(String endpoint, StripeFailure why, Duration pause) {
    if (why instanceof StripeFailure.RateLimited) {
      limited.increment();
      limits.stripeWaited(pause);
    } else {
      unavailable.increment();
    }
  }
}
