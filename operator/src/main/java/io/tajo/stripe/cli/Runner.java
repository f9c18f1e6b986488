package io.tajo.stripe.cli;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.tajo.stripe.api.ConditionTypes;
import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.SyncReport;
import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.pipeline.Live;
import io.tajo.stripe.pipeline.RunReport;
import io.tajo.stripe.pipeline.RunRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a connector and prints how it went. */
final class Runner {
  /** The reason of a run that broke off. */
  private static final String BROKEN = "RunFailed";

  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

  private final Environment environment;
  private final OutputOptions output;
  private final RunWatch watch;

  /** What the last run told; null: none has ended. */
  private volatile @Nullable StripeConnectorStatus last;

  Runner(Environment environment, OutputOptions output) {
    this(environment, output, new RunWatch());
  }

  /**
   * A runner.
   *
   * @param watch is told of each run
   */
  Runner(Environment environment, OutputOptions output, RunWatch watch) {
    this.environment = environment;
    this.output = output;
    this.watch = watch;
  }

  /** What is done with an open connector; gives the exit status. */
  @FunctionalInterface
  interface Life {
    int live(Connector connector) throws InterruptedException, IOException;
  }

  /** Opens a connector; whoever reads JSON gets a document whatever becomes of it. */
  int with(LocatedConnector located, Life life) throws InterruptedException, IOException {
    try (Connector connector = located.open(environment)) {
      return life.live(connector);
    } catch (InterruptedException e) {
      status("Interrupted", Failures.STOPPED);
      throw e;
    } catch (RuntimeException | IOException e) {
      if (Thread.interrupted()) { // It broke whatever was opening.
        status("Interrupted", Failures.STOPPED);
        throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
      }
      status(BROKEN, Text.withoutKeys(Text.oneLine(e)));
      throw e;
    }
  }

  /** One run; the exit status. */
  int once(LocatedConnector located, RunRequest request) throws InterruptedException, IOException {
    if (suspended(located.manifest(), request)) {
      return Main.REFUSED;
    }
    return with(located, connector -> print(located.manifest(), watched(connector, request)));
  }

  private RunReport watched(Connector connector, RunRequest request) throws InterruptedException {
    RunReport report =
        output.watch(environment, progress -> connector.run(request, watch.beside(progress)));
    watch.ended(report);
    last = report.status();
    return report;
  }

  private int print(Manifest manifest, RunReport report) {
    output.print(environment, manifest.name(), report);
    return Ending.of(report).status();
  }

  /** A run among others: only text shows each. */
  RunReport run(Connector connector, Manifest manifest, RunRequest request)
      throws InterruptedException {
    RunReport report = watched(connector, request);
    if (!output.json()) {
      print(manifest, report);
    }
    return report;
  }

  /** The last of several runs: JSON shows it alone. */
  int last(Manifest manifest, RunReport report) {
    if (output.json()) {
      print(manifest, report);
    }
    return Ending.of(report).status();
  }

  /**
   * Runs now, then receives webhooks and runs on the schedule, until the thread is interrupted. A
   * later run that breaks off does not end the connector's life: the next one goes on from there.
   */
  int forEver(LocatedConnector located, RunRequest first, Webhooks webhooks)
      throws InterruptedException, IOException {
    Manifest manifest = located.manifest();
    if (suspended(manifest, first)) {
      return Main.REFUSED;
    }
    return with(
        located,
        connector -> {
          try (Live _ = connector.live();
              Webhooks.Open _ =
                  webhooks.open(located, connector, () -> status(connector.status()))) {
            return last(manifest, onSchedule(connector, manifest, first));
          }
        });
  }

  private RunReport onSchedule(Connector connector, Manifest manifest, RunRequest first)
      throws InterruptedException {
    Schedule schedule = new Schedule(manifest.spec().effective(), environment);
    RunReport report = run(connector, manifest, first);
    boolean failed = !report.success();
    while (true) {
      try {
        Optional<RunRequest> next = schedule.sleepUntilNext(connector, failed);
        if (next.isEmpty()) {
          return report;
        }
        report = run(connector, manifest, next.get());
        failed = !report.success();
      } catch (RuntimeException e) {
        failed = true;
        String message = Text.withoutKeys(Text.oneLine(e));
        environment.err().println(message);
        last = report.status().toBuilder().conditions(List.of(unhealthy(BROKEN, message))).build();
        Thread.sleep(AFTER_TROUBLE);
      }
    }
  }

  /** What is known between runs, with what the last one told. */
  private StripeConnectorStatus status(StripeConnectorStatus now) {
    @Nullable StripeConnectorStatus told = last;
    return told == null
        ? now
        : told.toBuilder()
            .lastSyncTime(now.lastSyncTime())
            .lastFullSyncTime(now.lastFullSyncTime())
            .lastEventTime(now.lastEventTime())
            .readsSpentUntil(now.readsSpentUntil())
            .webhook(now.webhook())
            .build();
  }

  private boolean suspended(Manifest manifest, RunRequest request) {
    boolean suspended = manifest.spec().effective().suspended() && !request.dryRun();
    if (suspended) {
      String message = "spec.suspend is true: set it to false to sync";
      environment.err().println(manifest.name() + " stands still: " + message + ".");
      status("Suspended", message);
      watch.ended(SyncReport.Outcome.REFUSED, message);
    }
    return suspended;
  }

  private void status(String reason, String message) {
    if (output.json()) {
      OutputOptions.json(
          environment.out(),
          StripeConnectorStatus.builder()
              .connected(false)
              .conditions(List.of(unhealthy(reason, message)))
              .build(),
          Optional.empty());
    }
  }

  private Condition unhealthy(String reason, String message) {
    return new ConditionBuilder()
        .withType(ConditionTypes.SYNC_HEALTHY)
        .withStatus("False")
        .withReason(reason)
        .withMessage(message)
        .withLastTransitionTime(
            environment.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString())
        .build();
  }
}
