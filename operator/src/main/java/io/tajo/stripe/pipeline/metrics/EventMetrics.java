package io.tajo.stripe.pipeline.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tajo.stripe.ledger.NewEvent;
import io.tajo.stripe.ledger.Outbox;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Events that come from Stripe, and what becomes of those for Brevo's automations. */
public final class EventMetrics {
  private final Map<NewEvent.Source, Counter> received;
  private final Counter sent;
  private final Counter refused;
  private final Counter dropped;

  EventMetrics(MeterRegistry registry) {
    this.received =
        Arrays.stream(NewEvent.Source.values())
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    source ->
                        Counter.builder("stripe.connector.events.received")
                            .description("Stripe's events that were stored, each once.")
                            .tag("source", Labels.of(source))
                            .register(registry)));
    this.sent = automation(registry, "sent");
    this.refused = automation(registry, "refused");
    this.dropped = automation(registry, "dropped");
  }

  private static Counter automation(MeterRegistry registry, String outcome) {
    return Counter.builder("stripe.connector.automation.events")
        .description("Events for Brevo's automations, by what became of them.")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** So many were stored that had not come before. */
  public void received(NewEvent.Source source, long events) {
    Counter counter = received.get(source);
    if (counter != null) {
      counter.increment((double) events);
    }
  }

  /** Brevo has so many more. */
  public void sent(long events) {
    sent.increment((double) events);
  }

  /** One is not sent. */
  public void notSent(Outbox.Reason reason) {
    (reason == Outbox.Reason.REFUSED ? refused : dropped).increment();
  }
}
