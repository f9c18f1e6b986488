package io.tajo.stripe.bench;

import com.stripe.model.Charge;
import com.stripe.model.Customer;
import com.stripe.model.StripeObject;
import io.tajo.stripe.ledger.Checkpoint;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.Rows;
import io.tajo.stripe.ledger.Run;
import io.tajo.stripe.ledger.RunKey;
import io.tajo.stripe.pipeline.reading.StripeRows;
import io.tajo.stripe.profile.Catalog;
import io.tajo.stripe.profile.ContactRows;
import io.tajo.stripe.profile.ProfileSettings;
import io.tajo.stripe.profile.Profiler;
import io.tajo.stripe.profile.Topic;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.BrevoSandbox;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.SandboxOptions;
import io.tajo.stripe.stripe.Range;
import io.tajo.stripe.stripe.Resource;
import io.tajo.stripe.stripe.Stripe;
import io.tajo.stripe.stripe.StripeSettings;
import io.tajo.stripe.stripe.Sweep;
import io.tajo.stripe.stripe.SweepSink;
import io.tajo.stripe.stripe.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many of Stripe's objects a second become rows, are stored, and come back as profiles: parsed
 * pages of customers and charges wait in memory, several threads store them, one makes profiles.
 */
final class LedgerPart implements Part {
  private static final long CUSTOMERS = 20_000;
  private static final int THREADS = 4;
  private static final int BATCH = 1_000;
  private static final int NO_LIMIT = 100_000;

  /** A page of one resource. */
  private record Page(Resource resource, List<? extends StripeObject> objects, Instant asOf) {
    Rows rows() {
      return resource == Resource.CUSTOMERS
          ? Rows.empty()
              .withCustomers(
                  objects.stream().map(Customer.class::cast).map(StripeRows::customer).toList())
          : Rows.empty()
              .withCharges(
                  objects.stream().map(Charge.class::cast).map(StripeRows::charge).toList());
    }
  }

  @Override
  public List<Figure> measure(Site site) throws Exception {
    site.requireFsync();
    List<Page> pages = pages();
    ledgerAndProfile(site, "warm", pages.subList(0, pages.size() / 4));
    long objects = pages.stream().mapToLong(page -> page.objects().size()).sum();
    Took took = ledgerAndProfile(site, "measured", pages);
    return List.of(
        Figure.atLeast(
            10_000,
            "Ledger and profile: objects a second",
            objects / (took.storing() + took.profiling()),
            "%,d objects stored in %.1f s, %,d profiles made in %.1f s"
                .formatted(objects, took.storing(), took.profiles(), took.profiling())));
  }

  private static List<Page> pages() {
    BrevoSandbox brevo = new BrevoSandbox(BrevoOptions.builder().build(), InstantSource.system());
    try (Sandbox sandbox =
            Sandbox.start(
                SandboxOptions.of(Trial.live(CUSTOMERS, 3).withLimits(NO_LIMIT, NO_LIMIT), brevo));
        Stripe stripe = new Stripe(unlimited(sandbox), InstantSource.system(), new Traffic() {})) {
      List<Page> pages = Collections.synchronizedList(new ArrayList<>());
      SweepSink collect =
          (resource, objects, asOf, _, _) -> pages.add(new Page(resource, objects, asOf));
      Map<Resource, List<Range>> all =
          Map.of(Resource.CUSTOMERS, List.of(Range.all()), Resource.CHARGES, List.of(Range.all()));
      if (!new Sweep(stripe).run(all, collect).complete()) {
        throw new IllegalStateException("the sandbox's account stayed unread");
      }
      return pages;
    }
  }

  private static StripeSettings unlimited(Sandbox sandbox) {
    return new StripeSettings(
        sandbox.stripeBase(),
        Trial.STRIPE_KEY,
        null,
        NO_LIMIT,
        NO_LIMIT,
        Duration.ofSeconds(10),
        Duration.ofSeconds(80));
  }

  /** Seconds. */
  private record Took(double storing, double profiling, int profiles) {}

  private static Took ledgerAndProfile(Site site, String name, List<Page> pages)
      throws InterruptedException, ExecutionException {
    try (Ledger ledger = Ledger.open(site.ledger("ledger_" + name), InstantSource.system())) {
      long start = System.nanoTime();
      store(ledger, pages);
      long stored = System.nanoTime();
      int profiles = profile(ledger);
      long done = System.nanoTime();
      return new Took((stored - start) / 1e9, (done - stored) / 1e9, profiles);
    }
  }

  private static void store(Ledger ledger, List<Page> pages)
      throws InterruptedException, ExecutionException {
    SortedSet<String> resources =
        new TreeSet<>(List.of(Resource.CUSTOMERS.name(), Resource.CHARGES.name()));
    Run run = ledger.runs().begin(new RunKey("Full", resources, null, false), Duration.ZERO);
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> working = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        working.add(
            threads.submit(() -> {
              for (int n = next.getAndIncrement(); n < pages.size(); n = next.getAndIncrement()) {
                store(ledger, run, pages.get(n), n);
              }
            }));
      }
      for (Future<?> one : working) {
        one.get();
      }
    }
  }

  private static void store(Ledger ledger, Run run, Page page, int number) {
    Checkpoint done = new Checkpoint(number, number + 1L, null);
    ledger
        .runs()
        .savePage(
            run,
            page.resource().name(),
            page.rows(),
            page.asOf(),
            page.objects().size(),
            done,
            List.of());
  }

  private static int profile(Ledger ledger) {
    Profiler profiler =
        new Profiler(
            new ProfileSettings(
                null,
                Map.of(),
                ProfileSettings.Discounts.RECURRING,
                ProfileSettings.ChurnAt.PERIOD_END,
                null,
                EnumSet.allOf(Topic.class),
                null,
                false));
    Instant now = Instant.now();
    int profiles = 0;
    String after = "";
    while (true) {
      List<String> addresses = ledger.objects().addresses(after, BATCH, false, null);
      if (addresses.isEmpty()) {
        return profiles;
      }
      List<ContactRows> contacts = ledger.objects().load(addresses);
      Catalog catalog = ledger.objects().catalog(contacts);
      for (ContactRows contact : contacts) {
        profiler.profile(contact, catalog, now);
        profiles++;
      }
      after = addresses.getLast();
    }
  }
}
