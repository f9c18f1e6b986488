package io.tajo.stripe.pipeline.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tajo.stripe.brevo.Bucket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How long requests have waited for rate limits, and what Brevo says is left of its own. */
final class RateLimitMetrics {
  static final String REMAINING = "stripe.connector.rate.limit.remaining";
  static final String REMAINING_MEANS =
      "Calls that are left: of Brevo's limit, as its last answer said; of the budget of reads of"
          + " Stripe.";

  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  /** No window of Brevo's is longer: what was left before says nothing any more. */
  private static final Duration LONGEST_WINDOW = Duration.ofHours(1);

  private final MeterRegistry registry;
  private final Counter stripe;
  private final Map<Bucket, Counter> brevo;
  private final Map<Bucket, Left> left = new ConcurrentHashMap<>();

  /** What is left, and until when that says something. */
  private static final class Left {
    private volatile long calls;
    private volatile long told;

    void tell(long now) {
      calls = now;
      told = System.nanoTime();
    }

    double value() {
      return System.nanoTime() - told > LONGEST_WINDOW.toNanos() ? Double.NaN : (double) calls;
    }
  }

  RateLimitMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.stripe = waited(registry, "stripe", "requests");
    this.brevo =
        Arrays.stream(Bucket.values())
            .collect(
                Collectors.toMap(
                    Function.identity(), bucket -> waited(registry, "brevo", Labels.of(bucket))));
  }

  private static Counter waited(MeterRegistry registry, String service, String bucket) {
    return Counter.builder("stripe.connector.rate.limit.wait")
        .baseUnit("seconds")
        .description("Time that requests have waited for a rate limit, added up.")
        .tag("service", service)
        .tag("bucket", bucket)
        .register(registry);
  }

  void stripeWaited(Duration time) {
    stripe.increment(time.toNanos() / NANOS);
  }

  void brevoWaited(Bucket bucket, Duration time) {
    Counter counter = brevo.get(bucket);
    if (counter != null) {
      counter.increment(time.toNanos() / NANOS);
    }
  }

  void brevoLeft(Bucket bucket, long calls) {
    left.computeIfAbsent(bucket, this::gauge).tell(calls);
  }

  private Left gauge(Bucket bucket) {
    Left fresh = new Left();
    Gauge.builder(REMAINING, fresh, Left::value)
        .description(REMAINING_MEANS)
        .tag("service", "brevo")
        .tag("bucket", Labels.of(bucket))
        .strongReference(true)
        .register(registry);
    return fresh;
  }
}
