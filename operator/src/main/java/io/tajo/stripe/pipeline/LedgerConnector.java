package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.ledger.EmbeddedDatabase;
import io.tajo.stripe.ledger.FailedEvent;
import io.tajo.stripe.ledger.Lease;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.LedgerException;
import io.tajo.stripe.ledger.LedgerSettings;
import io.tajo.stripe.ledger.RunningDatabase;
import io.tajo.stripe.pipeline.metrics.ConnectorMetrics;
import io.tajo.stripe.pipeline.metrics.LedgerMetrics;
import io.tajo.stripe.pipeline.metrics.Meters;
import io.tajo.stripe.stripe.Stripe;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
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
  private final ConnectorMetrics metrics;
  private final CountedReads reads;
  private @Nullable EmbeddedDatabase embedded;
  private @Nullable Ledger ledger;
  private @Nullable LedgerMetrics measured;
  private volatile @Nullable Standby live;

  /** Talks to nobody yet; nobody looks at its figures. */
  public LedgerConnector(ConnectorSettings settings, Database database) {
    this(settings, database, Meters.none());
  }

  /** Talks to nobody yet. */
  public LedgerConnector(ConnectorSettings settings, Database database, Meters meters) {
    this(settings, database, meters, InstantSource.system(), Thread::sleep);
  }

  LedgerConnector(
      ConnectorSettings settings,
      Database database,
      Meters meters,
      InstantSource clock,
      Settlement.Waiting waiting) {
    this.settings = settings;
    this.database = database;
    this.clock = clock;
    this.waiting = waiting;
    this.metrics = new ConnectorMetrics(meters, clock);
    this.reads = new CountedReads(metrics.stripe());
    this.accounts = new Accounts(settings, clock, reads, metrics.brevo());
    this.plan = accounts.plan();
  }

  @Override
  public RunReport run(RunRequest request, Progress progress) throws InterruptedException {
    try {
      Instant began = clock.instant();
      ConnectorRun run =
          new ConnectorRun(accounts, ledger(), clock, waiting, countReads(), metrics, began);
      return metrics.watching(
          progress,
          watched -> run.run(request, watched, Optional.ofNullable(live), this::deliverer));
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
    Deliverer deliverer = deliverer(() -> {});
    deliverer.begin();
    return deliverer;
  }

  private Deliverer deliverer(Runnable guard) {
    return deliverer(accounts.stripe(), accounts.brevo(), guard);
  }

  /** One customer's trouble must not hold the others up. */
  private Deliverer live(Lease lease) {
    return deliverer(accounts.stripe().inHaste(), accounts.brevo().inHaste(), lease::requireHeld);
  }

  private Deliverer deliverer(Stripe reading, Brevo writing, Runnable guard) {
    return new Deliverer(
        plan, reading, writing, ledger(), clock, waiting, guard, countReads(), metrics);
  }

  private Runnable countReads() {
    Ledger open = ledger();
    return () -> {
      long fresh = reads.fresh();
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
        metrics.events(),
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

  @Override
  public Explanation explain(Whom whom) {
    return existing()
        .map(open -> new Explainer(plan, open, clock).explain(whom))
        .orElse(Explainer.NO_LEDGER);
  }

  private synchronized Ledger ledger() {
    if (ledger == null) {
      Ledger open = Ledger.open(place(), clock);
      LedgerReading reading = new LedgerReading(plan, open, clock);
      measured = metrics.ledger(open::isDelivering, reading::standing, reading::holdings);
      ledger = open;
    }
    return ledger;
  }

  /** The ledger if there is one, also beside a process that runs its database. */
  private synchronized Optional<Ledger> existing() {
    if (ledger == null) {
      if (database instanceof Database.Embedded(Path directory)
          && !RunningDatabase.isIn(directory)) {
        return Optional.empty();
      }
      LedgerSettings place = placeBesideOthers();
      if (!Ledger.isThere(place)) {
        return Optional.empty();
      }
      ledger = Ledger.open(place, clock);
    }
    return Optional.of(ledger);
  }

  private LedgerSettings placeBesideOthers() {
    try {
      return place();
    } catch (LedgerException e) {
      if (e.kind() == LedgerException.Kind.IN_USE
          && database instanceof Database.Embedded(Path directory)) {
        return RunningDatabase.find(directory, schema(), POOL).orElseThrow(() -> e);
      }
      throw e;
    }
  }

  private LedgerSettings place() {
    return switch (database) {
      case Database.Embedded(Path directory) -> {
        embedded = EmbeddedDatabase.start(directory);
        yield embedded.settings(schema(), POOL);
      }
      case Database.External(String url) -> new LedgerSettings(url, null, null, schema(), POOL);
    };
  }

  private String schema() {
    return LedgerSettings.schemaFor(settings.manifest().namespace(), settings.manifest().name());
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
    if (measured != null) {
      measured.close();
    }
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
