package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.brevo.BrevoFailure;
import io.tajo.stripe.contact.Mapping;
import io.tajo.stripe.contact.MetadataKeys;
import io.tajo.stripe.ledger.EmbeddedDatabase;
import io.tajo.stripe.ledger.Lease;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.LedgerSettings;
import io.tajo.stripe.stripe.Resource;
import io.tajo.stripe.stripe.Stripe;
import io.tajo.stripe.stripe.StripeFailure;
import io.tajo.stripe.stripe.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A connector with a ledger in PostgreSQL, its own or one that is there already. */
public final class LedgerConnector implements Connector {
  private static final int POOL = 12;
  private static final Duration LEASE_PATIENCE = Duration.ofSeconds(30);

  private final ConnectorSettings settings;
  private final Plan plan;
  private final InstantSource clock;
  private final Settlement.Waiting waiting;
  private final LongAdder reads = new LongAdder();
  private final Stripe stripe;
  private final Brevo brevo;
  private @Nullable EmbeddedDatabase embedded;
  private @Nullable Ledger ledger;

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
                reads.increment();
              }
            });
    this.brevo = new Brevo(plan.brevo(), clock, new BrevoWaits());
  }

  @Override
  public RunReport run(RunRequest request, Progress progress) throws InterruptedException {
    try {
      return fullRun(request, progress);
    } catch (RuntimeException e) {
      // An interrupt breaks whatever it meets, connections to the database too.
      if (Thread.interrupted() || e instanceof CancellationException) {
        throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
      }
      throw e;
    }
  }

  private RunReport fullRun(RunRequest request, Progress progress) throws InterruptedException {
    Instant began = clock.instant();
    Ledger open = ledger();
    try (Lease lease = lease(open)) {
      Runnable countReads = () -> open.facts().addReads(reads.sumThenReset());
      FullRun.RunTools tools =
          new FullRun.RunTools(
              stripe, brevo, open, clock, waiting, () -> requireHeld(lease), countReads);
      FullRun run = new FullRun(plan, request, tools, progress);
      try {
        run.run();
      } catch (BrevoFailure | StripeFailure failure) {
        run.tally().problem(String.valueOf(failure.getMessage()));
      } catch (CancellationException stopped) {
        uninterrupted(countReads);
        throw stopped;
      }
      countReads.run();
      Instant now = clock.instant();
      return new RunReport(
          Statuses.of(plan, run, open, now),
          run.tally().problems(),
          run.dryRun(),
          Duration.between(began, now),
          run.tally().complete());
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
  public Optional<Instant> readsSpentUntil() {
    return new ReadBudget(ledger(), plan.readsPerMonth()).spentUntil(clock.instant());
  }

  private Ledger ledger() {
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

  /** One writer a connector: a killed one's connection may outlive it by moments. */
  private Lease lease(Ledger open) throws InterruptedException {
    Instant deadline = clock.instant().plus(LEASE_PATIENCE);
    while (true) {
      Optional<Lease> lease = open.tryDeliver();
      if (lease.isPresent()) {
        return lease.get();
      }
      if (!clock.instant().isBefore(deadline)) {
        throw new IllegalStateException(
            "another process is writing this connector's contacts: wait until it has ended, or stop"
                + " it");
      }
      waiting.sleep(Duration.ofMillis(500));
    }
  }

  @Override
  public List<Check> test(Progress progress) {
    progress.phase("Checking both accounts");
    Checks checks = new Checks();
    Set<Resource> resources = EnumSet.copyOf(plan.resources());
    if (resources.contains(Resource.CHARGES)) {
      resources.add(Resource.BALANCE_TRANSACTIONS);
      resources.add(Resource.PAYMENT_INTENTS);
    }
    resources.add(Resource.EVENTS);
    checks.stripe(stripe, resources);
    if (checks.brevo(brevo) != null) {
      BrevoSetup setup = new BrevoSetup(brevo);
      checks.lists(setup, plan.lists());
      Mapping mapping =
          plan.mapping().orElseGet(() -> Mapping.standard(plan.prefix(), MetadataKeys.NONE));
      try {
        checks.attributes(mapping, setup.attributes(), plan.createsAttributes());
      } catch (BrevoFailure failure) {
        checks.attributesUnread(failure);
      }
    }
    return checks.lines();
  }

  @Override
  public void close() {
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
