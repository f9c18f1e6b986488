package io.tajo.stripe.bench;

import io.tajo.stripe.pipeline.LedgerConnector;
import io.tajo.stripe.pipeline.Live;
import io.tajo.stripe.pipeline.Progress;
import io.tajo.stripe.pipeline.RunRequest;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.BrevoSandbox;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.StoredContact;
import io.tajo.stripe.sandbox.stripe.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How long it takes from something happening in Stripe until it is in Brevo, with nothing else
 * going on: the webhook is delivered over HTTP, and each call to Brevo takes 100 ms.
 */
final class LatencyPart implements Part {
  private static final String NAME = "latency";
  private static final int WARM = 5;
  private static final int EVENTS = 20;
  private static final Duration LATENCY = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String BLANKS = "[\\s\\u00a0]+";
  private static final long LOOK_NANOS = 500_000;

  @Override
  public List<Figure> measure(Site site) throws Exception {
    site.requireFsync();
    BrevoSandbox brevo = new BrevoSandbox(BrevoOptions.builder().build(), InstantSource.system());
    try (Sandbox sandbox = Latent.sandbox(Trial.live(100, 1), brevo, LATENCY)) {
      Trial trial = new Trial(sandbox, NAME, "[customers, payments]", 100);
      trial.run(site, RunRequest.full(), Progress.NONE);
      try (LedgerConnector connector = trial.connector(site);
          Reception reception = new Reception(connector, NAME);
          Live _ = connector.live()) {
        sandbox
            .webhooks()
            .endpoint(reception.endpoint().toString(), Reception.SECRET, "customer.updated");
        return figures(latencies(sandbox, brevo));
      }
    }
  }

  private static List<Figure> figures(List<Duration> took) {
    List<Duration> sorted = took.stream().sorted().toList();
    double median = sorted.get((sorted.size() - 1) / 2).toNanos() / 1e9;
    double worst = Collections.max(sorted).toNanos() / 1e9;
    return List.of(
        Figure.atMost(
            1,
            "One event alone: seconds from Stripe to the contact in Brevo",
            worst,
            "the worst of %d; median %.2f s; 0.10 s of each is Brevo's"
                .formatted(sorted.size(), median)));
  }

  private static List<Duration> latencies(Sandbox sandbox, BrevoSandbox brevo)
      throws InterruptedException {
    List<StoredContact> contacts = brevo.contacts().limit(WARM + EVENTS).toList();
    // The newest customer of an address is the one whose name counts; it comes first.
    Map<String, String> customers = new HashMap<>();
    sandbox
        .stripe()
        .all(Resource.CUSTOMERS, Map.of())
        .forEach(one ->
            customers.putIfAbsent(
                one.path("email").asText().replaceAll(BLANKS, "").toLowerCase(Locale.ROOT),
                one.path("id").asText()));
    List<Duration> took = new ArrayList<>();
    for (StoredContact contact : contacts) {
      // Nothing waits any more, and no clock runs in step with the events.
      Thread.sleep(1_500 + 37L * took.size());
      took.add(one(sandbox, brevo, contact, customers.getOrDefault(contact.email(), "")));
    }
    return took.subList(WARM, took.size());
  }

  private static Duration one(
      Sandbox sandbox, BrevoSandbox brevo, StoredContact contact, String customer) {
    int events = brevo.events().size();
    String name = "Changed%d".formatted(events);
    long start = System.nanoTime();
    sandbox.life().people().name(customer, name + " Name");
    await(() ->
        brevo
            .contact(contact.email())
            .map(now -> now.attributes().get("FIRSTNAME"))
            .filter(first -> first.asText().equals(name))
            .isPresent());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    await(() -> brevo.events().size() > events);
    return took;
  }

  private static void await(BooleanSupplier done) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!done.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("an event has not arrived in Brevo");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
