package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.brevo.BrevoFailure;
import io.tajo.stripe.ledger.EmbeddedDatabase;
import io.tajo.stripe.ledger.FailedEvent;
import io.tajo.stripe.ledger.Lease;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.LedgerSettings;
import io.tajo.stripe.pipeline.events.EndpointTypes;
import io.tajo.stripe.stripe.Stripe;
import io.tajo.stripe.stripe.StripeFailure;
import io.tajo.stripe.stripe.Traffic;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connector with a ledger in PostgreSQL, its own or one that is there already. */
public final class LedgerConnector implements Connector {
  private static final int POOL = 12;

  private final ConnectorSettings settings;
  private final Plan plan;
  private final InstantSource clock;
  private final Settlement.Waiting waiting;
  private final LongAdder reads = new LongAdder();
  private final Stripe stripe;
  private final Brevo brevo;
  private @Nullable EmbeddedDatabase embedded;
  private @Nullable Ledger ledger;
  private volatile @Nullable Standby live;

  /** Talks to nobody yet. */
  public LedgerConnector(ConnectorSettings settings) {
    this(settings, InstantSource.system(), Thread::sleep);
  }

  LedgerConnector(ConnectorSettings settings, InstantSource clock, Settlement.Waiting waiting) {
    this.settings = settings;
    this.plan = new Plan(settings);
    this.clock = clock;
    this.waiting = waiting;
    this.stripe =
        new Stripe(
            plan.stripe(),
            clock,
            new Traffic() {
              @Override
              public void sent(String endpoint) {
                if (endpoint.startsWith("/")) {
                  reads.increment(); // What is not a GET names its method.
                }
              }
            });
    this.brevo = new Brevo(plan.brevo(), clock, new BrevoWaits());
  }

  @Override
  public RunReport run(RunRequest request, Progress progress) throws InterruptedException {
    try {
      return runs(request, progress);
    } catch (RuntimeException e) {
      // An interrupt breaks whatever it meets, connections to the database too.
      if (Thread.interrupted() || e instanceof CancellationException) {
        throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
      }
      throw e;
    }
  }

  private RunReport runs(RunRequest request, Progress progress) throws InterruptedException {
    Instant began = clock.instant();
    Ledger open = ledger();
    Turnover turnover = new Turnover(open, clock, waiting);
    try (Lease running = turnover.takeRun()) {
      Optional<Deliverer> working = live == null ? Optional.empty() : live.deliverer();
      if (request.dryRun()) {
        Runnable guard = () -> requireHeld(running);
        try (Deliverer idle = deliverer(open, guard)) {
          return run(request, progress, open, began, guard, idle);
        }
      }
      if (working.isPresent()) {
        Runnable guard =
            () -> {
              requireHeld(running);
              working.get().requireLease();
            };
        return run(request, progress, open, began, guard, working.get());
      }
      Turnover.Taken taken = turnover.take();
      try (Lease lease = taken.lease();
          Deliverer meanwhile = deliverer(open, () -> requireHeld(lease))) {
        if (taken.over() || live != null) {
          // Events were worked off, or are about to be; that goes on.
          meanwhile.start();
        }
        return run(request, progress, open, began, () -> requireHeld(lease), meanwhile);
      }
    }
  }

  private RunReport run(
      RunRequest request,
      Progress progress,
      Ledger open,
      Instant began,
      Runnable guard,
      Deliverer deliverer)
      throws InterruptedException {
    Runnable countReads = () -> countReads(open);
    FullRun.RunTools tools =
        new FullRun.RunTools(stripe, brevo, open, clock, waiting, guard, countReads, deliverer);
    Feed feed = new Feed(stripe, open, plan.events(open.facts().madeAt()), countReads);
    RunResult result;
    try {
      result = execute(request, progress, tools, feed);
    } catch (CancellationException stopped) {
      uninterrupted(countReads);
      throw stopped;
    }
    countReads.run();
    Instant now = clock.instant();
    return new RunReport(
        Statuses.of(plan, result, open, now),
        result.tally().problems(),
        result.dryRun(),
        result
            .feed()
            .map(found -> new RunReport.Feed(found.read(), found.fresh(), found.undelivered())),
        Duration.between(began, now),
        result.tally().complete());
  }

  private RunResult execute(
      RunRequest request, Progress progress, FullRun.RunTools tools, Feed feed)
      throws InterruptedException {
    if (request.type() == StripeSyncSpec.Type.INCREMENTAL) {
      Optional<String> gap = feed.gap(clock.instant());
      if (gap.isEmpty()) {
        IncrementalRun run = new IncrementalRun(tools, feed, progress);
        try {
          run.run();
        } catch (BrevoFailure | StripeFailure failure) {
          run.tally().problem(String.valueOf(failure.getMessage()));
        }
        return run.result();
      }
      progress.note("A full run instead of an incremental one: " + gap.get());
    }
    FullRun run = new FullRun(plan, request, tools, feed, progress);
    Optional<Instant> spent =
        request.type() == StripeSyncSpec.Type.INCREMENTAL ? readsSpentUntil() : Optional.empty();
    if (spent.isPresent()) {
      run.tally()
          .problem(
              "events cannot tell all that has happened, and the read budget of Stripe for a full"
                  + " run is spent until "
                  + spent.get()
                  + ": wait, or run `sync` without --incremental");
      return run.result();
    }
    try {
      run.run();
    } catch (BrevoFailure | StripeFailure failure) {
      run.tally().problem(String.valueOf(failure.getMessage()));
    }
    return run.result();
  }

  /** The rounds one by one, for whoever has no other process beside him: tests. */
  Deliverer byHand() {
    return deliverer(ledger(), () -> {});
  }

  private Deliverer deliverer(Ledger open, Runnable guard) {
    return new Deliverer(plan, stripe, brevo, open, clock, waiting, guard, () -> countReads(open));
  }

  private void countReads(Ledger open) {
    long fresh = reads.sumThenReset();
    if (fresh > 0) {
      open.facts().addReads(fresh);
    }
  }

  private static void requireHeld(Lease lease) {
    if (!lease.isHeld()) {
      throw new IllegalStateException(
          "the connection to the database was lost, and with it the right to write: run it again to"
              + " go on where it stopped");
    }
  }

  @Override
  public synchronized Live live() {
    Standby working = live;
    if (working == null) {
      Ledger open = ledger();
      working =
          new Standby(
              open,
              new Turnover(open, clock, waiting),
              lease -> deliverer(open, () -> requireHeld(lease)));
    }
    live = working;
    return working;
  }

  @Override
  public Intake intake() {
    Ledger open = ledger();
    return new EventIntake(
        plan.events(open.facts().madeAt()),
        open.inbox(),
        () -> {
          Standby working = live;
          if (working != null) {
            working.wake();
          }
        });
  }

  @Override
  public ManagedEndpoint endpoint(Optional<URI> url, SecretStore secrets) {
    Ledger open = ledger();
    URI reached =
        url.or(plan::webhookUrl)
            .orElseThrow(() ->
                new IllegalStateException("spec.webhook.host is missing: Stripe must find it"));
    return new ManagedEndpoint(
        stripe.webhookEndpoints(),
        new WantedEndpoint(
            plan.name(), reached, EndpointTypes.of(plan.events(open.facts().madeAt()))),
        secrets,
        EndpointMemory.of(open.facts()),
        clock);
  }

  @Override
  public LiveStatus liveStatus() {
    Ledger open = ledger();
    return new LiveStatus(
        open.inbox().counts(), open.marks().count(1_000_000), open.outbox().counts());
  }

  @Override
  public StripeConnectorStatus status() {
    return Statuses.between(ledger());
  }

  @Override
  public boolean isReady() {
    return ledger().answers();
  }

  @Override
  public int replay(Set<String> ids, @Nullable String type, @Nullable Instant since) {
    return ledger().inbox().replay(ids, type, since);
  }

  @Override
  public List<FailedEvent> failedEvents(int most) {
    return ledger().inbox().failed(most);
  }

  @Override
  public Optional<Instant> readsSpentUntil() {
    return new ReadBudget(ledger(), plan.readsPerMonth()).spentUntil(clock.instant());
  }

  private synchronized Ledger ledger() {
    if (ledger == null) {
      String schema =
          LedgerSettings.schemaFor(settings.manifest().namespace(), settings.manifest().name());
      LedgerSettings where =
          switch (settings.database()) {
            case Database.Embedded(var directory) -> {
              embedded = EmbeddedDatabase.start(directory);
              yield embedded.settings(schema, POOL);
            }
            case Database.External(String url) -> new LedgerSettings(url, null, null, schema, POOL);
          };
      ledger = Ledger.open(where, clock);
    }
    return ledger;
  }

  @Override
  public List<Check> test(Progress progress) {
    return tests().connections(progress);
  }

  @Override
  public void endToEnd(EndToEndRequest request, Consumer<Check> steps) throws InterruptedException {
    tests().endToEnd(request, steps, clock, waiting);
  }

  private AccountTests tests() {
    return new AccountTests(plan, stripe, brevo);
  }

  @Override
  public void close() {
    uninterrupted(() -> {
      if (live != null) {
        live.close();
      }
    });
    stripe.close();
    brevo.close();
    uninterrupted(() -> {
      if (ledger != null) {
        ledger.close();
      }
      if (embedded != null) {
        embedded.close();
      }
    });
  }

  /** Does what must be done in any case, also when somebody waits for the end. */
  private static void uninterrupted(Runnable last) {
    boolean interrupted = Thread.interrupted();
    try {
      last.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
