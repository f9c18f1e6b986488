package io.tajo.stripe.bench;

import io.tajo.stripe.api.ManifestException;
import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.pipeline.Progress;
import io.tajo.stripe.pipeline.RunRequest;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.BrevoSandbox;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.SandboxOptions;
import io.tajo.stripe.sandbox.stripe.Counts;
import io.tajo.stripe.sandbox.stripe.Spread;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * How long a whole sweep takes, stored in the ledger, against what the limits allow at best, and
 * how many pages it asks for against the fewest that hold the account.
 */
final class SweepPart implements Part {
  private static final Duration LATENCY = Duration.ofMillis(300);
  private static final int PER_ENDPOINT = 25;
  private static final int PAGE = 100;
  private static final String ALL =
      "[customers, payments, subscriptions, invoices, products, checkoutSessions]";

  /** Of which the account shows 20,000: one in forty is deleted. */
  private static final long CUSTOMERS = 20_513;

  private static final RunRequest READ_ONLY =
      new RunRequest(StripeSyncSpec.Type.FULL, Set.of(), null, true, false);

  /** What reading took. */
  private record Reading(Counts counts, double seconds, long requests) {}

  @Override
  public List<Figure> measure(Site site) throws Exception {
    read(site, "warm", Trial.live(500, 3), ALL, 100);
    StripeOptions account = Trial.live(CUSTOMERS, 3).withLatency(LATENCY);
    Reading even = read(site, "even", account, "[customers]", 100);
    Reading skewed = read(site, "skewed", account.withSpread(Spread.SKEWED), "[customers]", 100);
    int rate = 40;
    Reading all = read(site, "all", Trial.live(CUSTOMERS / 2, 3).withLatency(LATENCY), ALL, rate);
    double achieved = all.requests() / all.seconds();
    return List.of(
        time(1.25, "spread evenly", even),
        time(1.40, "90 % in one month", skewed),
        pages("spread evenly", even),
        pages("90 % in one month", skewed),
        Figure.atLeast(
            0.9,
            "Sweep of all resources: requests a second ÷ the configured %d".formatted(rate),
            achieved / rate,
            "%,d requests in %.1f s; fewest pages: %,d"
                .formatted(all.requests(), all.seconds(), fewest(all.counts()))));
  }

  private static Figure time(double bound, String spread, Reading reading) {
    double best = (double) pages(reading.counts().customers()) / PER_ENDPOINT;
    return Figure.atMost(
        bound,
        "Sweep of 20,000 customers, %s: time ÷ best".formatted(spread),
        reading.seconds() / best,
        "%.1f s ÷ %.1f s".formatted(reading.seconds(), best));
  }

  private static Figure pages(String spread, Reading reading) {
    long fewest = pages(reading.counts().customers());
    return Figure.atMost(
        1.15,
        "Sweep of 20,000 customers, %s: requests ÷ fewest".formatted(spread),
        (double) reading.requests() / fewest,
        "%d ÷ %d".formatted(reading.requests(), fewest));
  }

  private static long fewest(Counts counts) {
    return LongStream.of(
            counts.customers(),
            counts.charges(),
            counts.refunds(),
            counts.disputes(),
            counts.subscriptions(),
            counts.invoices(),
            counts.products(),
            counts.prices(),
            counts.coupons(),
            counts.checkoutSessions())
        .map(SweepPart::pages)
        .sum();
  }

  private static long pages(long objects) {
    return Math.ceilDiv(objects, PAGE);
  }

  private static Reading read(
      Site site, String name, StripeOptions account, String resources, int requestsPerSecond)
      throws ManifestException, InterruptedException {
    BrevoSandbox brevo = new BrevoSandbox(BrevoOptions.builder().build(), InstantSource.system());
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.of(account, brevo))) {
      Stopwatch watch = new Stopwatch(sandbox);
      new Trial(sandbox, "sweep-" + name, resources, requestsPerSecond).run(site, READ_ONLY, watch);
      return new Reading(sandbox.stripe().counts(), watch.nanos / 1e9, watch.requests);
    }
  }

  /** Looks at the clock and at Stripe's requests while the phase {@code Reading Stripe} lasts. */
  private static final class Stopwatch implements Progress {
    private final Sandbox sandbox;
    private boolean reading;
    private long nanos;
    private long requests;

    Stopwatch(Sandbox sandbox) {
      this.sandbox = sandbox;
    }

    @Override
    public void phase(String title) {
      int sign = reading ? 1 : -1;
      if (reading || title.equals("Reading Stripe")) {
        nanos += sign * System.nanoTime();
        requests += sign * sandbox.stripeRequests();
        reading = !reading;
      }
    }

    @Override
    public Task task(String name) {
      return Task.NONE;
    }

    @Override
    public void note(String line) {}
  }
}
