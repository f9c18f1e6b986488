package io.tajo.stripe.cli;

import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.Contacts;
import io.tajo.stripe.api.StripeConnectorStatus.LeftOut;
import io.tajo.stripe.api.StripeConnectorStatus.Synced;
import io.tajo.stripe.ledger.FailedEvent;
import io.tajo.stripe.ledger.InboxCounts;
import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.pipeline.ConnectorSettings;
import io.tajo.stripe.pipeline.Database;
import io.tajo.stripe.pipeline.EndToEndRequest;
import io.tajo.stripe.pipeline.Explanation;
import io.tajo.stripe.pipeline.Intake;
import io.tajo.stripe.pipeline.Live;
import io.tajo.stripe.pipeline.LiveStatus;
import io.tajo.stripe.pipeline.ManagedEndpoint;
import io.tajo.stripe.pipeline.Progress;
import io.tajo.stripe.pipeline.Receipt;
import io.tajo.stripe.pipeline.RunReport;
import io.tajo.stripe.pipeline.RunRequest;
import io.tajo.stripe.pipeline.SecretStore;
import io.tajo.stripe.pipeline.Whom;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers what it is told to. */
final class FakeConnector implements Connector {
  static final StripeConnectorStatus STATUS =
      StripeConnectorStatus.builder()
          .connected(true)
          .lastSyncTime(Instant.parse("2026-11-23T09:00:41.5Z"))
          .synced(new Synced(1200L, 3012L, 3300L, null, null, null, null, null, 7L))
          .contacts(
              new Contacts(
                  1100, 12, 80, 0, new TreeMap<>(Map.of("noEmail", 8L)), 0, new TreeMap<>(), null))
          .leftOut(List.of(new LeftOut("charge", "chf", 3)))
          .build();

  final List<RunRequest> requests = new ArrayList<>();
  ConnectorSettings settings;
  Database database;
  RunReport report =
      new RunReport(
          STATUS,
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Duration.ofSeconds(41),
          true,
          false);
  List<Check> checks = List.of();
  List<FailedEvent> failed = List.of();
  final List<String> replayed = new ArrayList<>();
  RuntimeException failure;
  boolean stopped;
  @Nullable EndToEndRequest endToEnd;
  int interruptAfter = Integer.MAX_VALUE;
  Consumer<Progress> whileRunning =
      progress -> {
        progress.phase("Reading Stripe");
        progress.task("customers").advance(1200);
      };
  Runnable betweenRuns = () -> {};
  boolean closed;
  final List<Whom> asked = new ArrayList<>();
  Explanation explanation =
      new Explanation.NoContact(Explanation.Reason.UNKNOWN_CUSTOMER, "Nobody.", null);

  /** Asked between two runs. */
  @Override
  public Optional<Instant> readsSpentUntil() {
    betweenRuns.run();
    return Optional.empty();
  }

  @Override
  public RunReport run(RunRequest request, Progress progress) throws InterruptedException {
    requests.add(request);
    if (stopped) {
      throw new InterruptedException();
    }
    whileRunning.accept(progress);
    if (failure != null) {
      throw failure;
    }
    if (requests.size() >= interruptAfter) {
      Thread.currentThread().interrupt();
    }
    return report;
  }

  @Override
  public List<Check> test(Progress progress) {
    return checks;
  }

  @Override
  public void endToEnd(EndToEndRequest request, Consumer<Check> steps) throws InterruptedException {
    endToEnd = request;
    checks.forEach(steps);
    if (stopped) {
      throw new InterruptedException();
    }
  }

  @Override
  public Live live() {
    return new Live() {
      @Override
      public void await() {}

      @Override
      public void close() {}
    };
  }

  @Override
  public Intake intake() {
    return body -> new Receipt(Receipt.Outcome.STORED, "evt_1", "customer.created", null, "");
  }

  @Override
  public ManagedEndpoint endpoint(Optional<URI> url, SecretStore secrets) {
    throw new UnsupportedOperationException("nothing is received");
  }

  @Override
  public LiveStatus liveStatus() {
    return new LiveStatus(new InboxCounts(0, 0, 0, null, null), 0, new TreeMap<>());
  }

  @Override
  public StripeConnectorStatus status() {
    return STATUS;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public int replay(Set<String> ids, @Nullable String type, @Nullable Instant since) {
    replayed.add(!ids.isEmpty() ? new TreeSet<>(ids).toString() : type != null ? type : "all");
    return (int) failed.stream().filter(it -> ids.isEmpty() || ids.contains(it.id())).count();
  }

  @Override
  public List<FailedEvent> failedEvents(int most) {
    return failed;
  }

  @Override
  public Explanation explain(Whom whom) {
    asked.add(whom);
    return explanation;
  }

  @Override
  public void close() {
    closed = true;
  }
}
