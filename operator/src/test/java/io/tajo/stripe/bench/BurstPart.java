package io.tajo.stripe.bench;

import io.tajo.stripe.pipeline.Intake;
import io.tajo.stripe.pipeline.LedgerConnector;
import io.tajo.stripe.pipeline.Live;
import io.tajo.stripe.pipeline.LiveStatus;
import io.tajo.stripe.pipeline.Progress;
import io.tajo.stripe.pipeline.Receipt;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How long it takes until all contacts are right in Brevo after very much has happened at once, and
 * how many calls: Brevo has the limits of the general plan and is 100 ms away.
 */
final class BurstPart implements Part {
  private static final int CONTACTS = 5_000;

  /** So many make at least as many contacts: some are deleted, share an address or have none. */
  private static final long CUSTOMERS = 6_000;

  private static final int EVENTS = 2 * CONTACTS;
  private static final Duration LATENCY = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String ALL = "[customers, payments, subscriptions, invoices, products]";
  private static final int SENDERS = 64;

  @Override
  public List<Figure> measure(Site site) throws Exception {
    site.requireFsync();
    BrevoSandbox brevo = new BrevoSandbox(BrevoOptions.builder().build(), InstantSource.system());
    try (Sandbox sandbox = Latent.sandbox(Trial.live(CUSTOMERS, 2), brevo, LATENCY)) {
      Trial trial = new Trial(sandbox, "burst", ALL, 100);
      trial.run(site, RunRequest.full(), Progress.NONE);
      // Whatever is of the same second as the run is read again.
      Thread.sleep(Duration.ofSeconds(2));
      List<byte[]> bodies = new BurstEvents(sandbox).of(customers(sandbox, brevo));
      Burst burst = burst(site, trial, brevo, bodies);
      requireRight(site, trial, brevo);
      return burst.figures();
    }
  }

  /** A customer of each contact, so that each contact has two events. */
  private static List<String> customers(Sandbox sandbox, BrevoSandbox brevo) {
    Set<String> addresses =
        brevo.contacts().map(StoredContact::email).limit(CONTACTS).collect(Collectors.toSet());
    List<String> customers =
        sandbox
            .stripe()
            .all(Resource.CUSTOMERS, Map.of())
            .filter(customer -> addresses.remove(customer.path("email").asText()))
            .map(customer -> customer.path("id").asText())
            .toList();
    if (customers.size() < CONTACTS) {
      throw new IllegalStateException("only %d customers".formatted(customers.size()));
    }
    return customers;
  }

  /**
   * What was seen.
   *
   * @param stored when all events were in the inbox, seconds from the first
   * @param contacts when the last contact was written
   * @param events when the last event had arrived in Brevo
   * @param calls that read or wrote contacts
   */
  private record Burst(
      double stored,
      double contacts,
      double events,
      Map<String, Long> calls,
      long reads,
      long sent) {
    List<Figure> figures() {
      double all = calls.values().stream().mapToDouble(Long::doubleValue).sum();
      return List.of(
          Figure.atMost(
              60,
              "10,000 events at once: seconds until 5,000 contacts are right in Brevo",
              contacts,
              "all stored after %.1f s; %,d events for Brevo had arrived after %.1f s"
                  .formatted(stored, sent, events)),
          Figure.atMost(100, "10,000 events at once: contact calls", all, calls.toString()),
          Figure.atMost(
              EVENTS / 100.0,
              "10,000 events at once: objects read from Stripe",
              (double) reads,
              "one event in 200 is of a payment intent, whose charge is read"));
    }
  }

  private static Burst burst(Site site, Trial trial, BrevoSandbox brevo, List<byte[]> bodies)
      throws Exception {
    if (bodies.size() != EVENTS) {
      throw new IllegalStateException("there are %d events".formatted(bodies.size()));
    }
    Map<String, Long> before = FirstWritePart.contactCalls(brevo);
    long reads = trial.sandbox().stripeRequests();
    long sent = brevo.events().size();
    try (LedgerConnector connector = trial.connector(site);
        Live _ = connector.live()) {
      Instant start = Instant.now();
      deliver(connector.intake(), bodies);
      double stored = seconds(start, Instant.now());
      await(connector);
      Map<String, Long> calls = new TreeMap<>(FirstWritePart.contactCalls(brevo));
      before.forEach((call, count) -> calls.merge(call, -count, Long::sum));
      calls.values().removeIf(count -> count == 0);
      return new Burst(
          stored,
          seconds(start, last(brevo, "/contacts")),
          seconds(start, last(brevo, "/events")),
          calls,
          trial.sandbox().stripeRequests() - reads,
          brevo.events().size() - sent);
    }
  }

  private static void deliver(Intake intake, List<byte[]> bodies) throws Exception {
    try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      List<Future<Receipt>> receipts = new ArrayList<>();
      for (byte[] body : bodies) {
        receipts.add(senders.submit(() -> intake.accept(body)));
      }
      for (Future<Receipt> receipt : receipts) {
        if (receipt.get().outcome() != Receipt.Outcome.STORED) {
          throw new IllegalStateException("not stored: " + receipt.get());
        }
      }
    }
  }

  private static void await(LedgerConnector connector) throws InterruptedException {
    Predicate<LiveStatus> busy =
        status ->
            status.inbox().pending() > 0
                || status.contacts() > 0
                || status.outgoing().getOrDefault("waiting", 0L) > 0
                || status.outgoing().getOrDefault("sending", 0L) > 0;
    Instant deadline = Instant.now().plus(PATIENCE);
    while (busy.test(connector.liveStatus())) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("not done in time: " + connector.liveStatus());
      }
      Thread.sleep(Duration.ofMillis(250));
    }
  }

  private static Instant last(BrevoSandbox brevo, String endpoint) {
    return brevo.writes().stream()
        .filter(write -> write.endpoint().contains(endpoint))
        .map(BrevoSandbox.Write::at)
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }

  /** What a full run would write is written already. */
  private static void requireRight(Site site, Trial trial, BrevoSandbox brevo) throws Exception {
    int writes = brevo.writes().size();
    trial.run(site, RunRequest.full(), Progress.NONE);
    List<BrevoSandbox.Write> more = brevo.writes().subList(writes, brevo.writes().size());
    if (!more.isEmpty()) {
      throw new IllegalStateException("a full run still writes: " + more);
    }
  }
}
