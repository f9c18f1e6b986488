package io.tajo.stripe.pipeline.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What becomes of contacts, live and in runs. */
public final class ContactMetrics {
  /** What can become of one that was looked at. */
  public enum Outcome {
    CREATED,
    UPDATED,
    UNCHANGED,
    REMOVED,
    REJECTED
  }

  private final Map<Outcome, Counter> contacts;

  ContactMetrics(MeterRegistry registry) {
    this.contacts =
        Arrays.stream(Outcome.values())
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    outcome ->
                        Counter.builder("stripe.connector.contacts")
                            .description("Contacts by what became of them in Brevo.")
                            .tag("outcome", Labels.of(outcome))
                            .register(registry)));
  }

  public void count(Outcome outcome, long some) {
    Counter counter = contacts.get(outcome);
    if (counter != null) {
      counter.increment((double) some);
    }
  }
}
