package io.tajo.stripe.receiver;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What the receiver counts; every series is there from the start, at 0. */
final class WebhookMetrics {
  private static final String PREFIX = "stripe.connector.webhook.";

  private final Map<Result, Counter> deliveries = new EnumMap<>(Result.class);
  private final Map<SignatureVerdict, Counter> signatures = new EnumMap<>(SignatureVerdict.class);
  private final Timer answers;

  WebhookMetrics(MeterRegistry registry, Admission admission, Connections connections) {
    for (Result result : Result.values()) {
      deliveries.put(
          result,
          Counter.builder(PREFIX + "deliveries")
              .description("Requests to the webhook port, by what became of them.")
              .tag("outcome", result.label())
              .tag("status", Integer.toString(result.status()))
              .register(registry));
    }
    for (SignatureVerdict verdict : SignatureVerdict.values()) {
      if (verdict != SignatureVerdict.VALID) {
        signatures.put(
            verdict,
            Counter.builder(PREFIX + "signature.failures")
                .description("Deliveries whose signature was refused, by reason.")
                .tag("reason", verdict.name().toLowerCase(Locale.ROOT))
                .register(registry));
      }
    }
    answers =
        Timer.builder(PREFIX + "answer")
            .description("Time from a request's headers to its answer.")
            .serviceLevelObjectives(
                Stream.of(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new))
            .register(registry);
    Gauge.builder(PREFIX + "in.flight", admission, Admission::inWork)
        .description("Requests that are being read or stored.")
        .register(registry);
    Gauge.builder(PREFIX + "connections", connections, Connections::count)
        .description("Open connections to the webhook port.")
        .register(registry);
  }

  void answered(Result result, Duration took) {
    Counter counter = deliveries.get(result);
    if (counter != null) {
      counter.increment();
    }
    answers.record(took);
  }

  void badSignature(SignatureVerdict verdict) {
    Counter counter = signatures.get(verdict);
    if (counter != null) {
      counter.increment();
    }
  }
}
