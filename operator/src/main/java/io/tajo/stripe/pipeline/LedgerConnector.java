package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.ledger.EmbeddedDatabase;
import io.tajo.stripe.ledger.FailedEvent;
import io.tajo.stripe.ledger.Lease;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.LedgerSettings;
import io.tajo.stripe.stripe.Stripe;
import io.tajo.stripe.stripe.Traffic;
import java.net.URI;
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
  private final Database database;
  private final Accounts accounts;
  private final Plan plan;
  private final InstantSource clock;
  private final Settlement.Waiting waiting;
  private final LongAdder reads = new LongAdder();
  private @Nullable EmbeddedDatabase embedded;
  private @Nullable Ledger ledger;
  private volatile @Nullable Standby live;

  /** Talks to nobody yet. */
  public LedgerConnector(ConnectorSettings settings, Database database) {
    this(settings, database, InstantSource.system(), Thread::sleep);
  }

  LedgerConnector(
      ConnectorSettings settings,
      Database database,
      InstantSource clock,
      Settlement.Waiting waiting) {
    this.settings = settings;
    this.database = database;
    this.clock = clock;
    this.waiting = waiting;
    this.accounts =
        new Accounts(
            settings,
            clock,
            new Traffic() {
              @Override
              public void sent(String endpoint) {
                if (endpoint.startsWith("/")) {
                  reads.increment(); // What is not a GET names its method.
                }
              }
            });
    this.plan = accounts.plan();
  }

  @Override
  public RunReport run(RunRequest request, Progress progress) throws InterruptedException {
    try {
      Instant began = clock.instant();
      return new ConnectorRun(accounts, ledger(), clock, waiting, countReads(), began)
          .run(request, progress, Optional.ofNullable(live), this::deliverer);
    } catch (RuntimeException e) {
      // An interrupt breaks whatever it meets, connections to the database too.
      if (Thread.interrupted() || e instanceof CancellationException) {
        throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
      }
      throw e;
    }
  }

  /** The rounds one by one, for whoever has no other process beside him: tests. */
  Deliverer byHand() {
    return deliverer(() -> {});
  }

  private Deliverer deliverer(Runnable guard) {
    return deliverer(accounts.stripe(), accounts.brevo(), guard);
  }

  /** One customer's trouble must not hold the others up. */
  private Deliverer live(Lease lease) {
    return deliverer(accounts.stripe().inHaste(), accounts.brevo().inHaste(), lease::requireHeld);
  }

  private Deliverer deliverer(Stripe reading, Brevo writing, Runnable guard) {
    return new Deliverer(plan, reading, writing, ledger(), clock, waiting, guard, countReads());
  }

  private Runnable countReads() {
    Ledger open = ledger();
    return () -> {
      long fresh = reads.sumThenReset();
      if (fresh > 0) {
        open.facts().addReads(fresh);
      }
    };
  }

  @Override
  public synchronized Live live() {
    Standby working = live;
    if (working == null) {
      Ledger open = ledger();
      working = new Standby(open, new Turnover(open, clock, waiting), this::live);
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
    return accounts.patientEndpoint(url, secrets, EndpointMemory.of(ledger().facts()));
  }

  @Override
  public LiveStatus liveStatus() {
    Ledger open = ledger();
    return new LiveStatus(
        open.inbox().counts(), open.marks().count(1_000_000), open.outbox().counts());
  }

  @Override
  public StripeConnectorStatus status() {
    return Statuses.between(plan, ledger(), clock.instant());
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
          switch (database) {
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
    return accounts.tests().connections(progress).lines();
  }

  @Override
  public void endToEnd(EndToEndRequest request, Consumer<Check> steps) throws InterruptedException {
    accounts.tests().endToEnd(request, steps, clock, waiting);
  }

  @Override
  public void close() {
    Uninterrupted.run(() -> {
      if (live != null) {
        live.close();
      }
    });
    accounts.close();
    Uninterrupted.run(() -> {
      if (ledger != null) {
        ledger.close();
      }
      if (embedded != null) {
        embedded.close();
      }
    });
  }
}
