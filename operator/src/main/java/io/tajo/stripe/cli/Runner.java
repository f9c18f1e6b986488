package io.tajo.stripe.cli;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.tajo.stripe.api.CronSchedule;
import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.pipeline.ConnectorSettings;
import io.tajo.stripe.pipeline.RunReport;
import io.tajo.stripe.pipeline.RunRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Runs a connector and prints how it went. */
final class Runner {
  private final Environment environment;
  private final OutputOptions output;

  Runner(Environment environment, OutputOptions output) {
    this.environment = environment;
    this.output = output;
  }

  /** One run; the exit status. */
  int once(ConnectorSettings settings, RunRequest request) throws InterruptedException {
    if (suspended(settings.manifest(), request)) {
      return Main.FAILED;
    }
    RunReport report;
    try (Connector connector = environment.connectors().open(settings)) {
      report = output.watch(environment, progress -> connector.run(request, progress));
    } catch (InterruptedException e) {
      status("Interrupted", Failures.STOPPED);
      throw e;
    } catch (RuntimeException e) {
      broken(e);
      throw e;
    }
    output.print(environment, settings.manifest().name(), report);
    return report.success() ? Main.OK : Main.FAILED;
  }

  /**
   * Runs now and whenever the schedule says so, until the thread is interrupted. A later run that
   * breaks off does not end the connector's life: the next one goes on from there.
   */
  int forEver(ConnectorSettings settings, RunRequest first) throws InterruptedException {
    if (suspended(settings.manifest(), first)) {
      return Main.FAILED;
    }
    CronSchedule schedule = settings.manifest().spec().effective().full();
    RunReport last;
    try (Connector connector = environment.connectors().open(settings)) {
      last = run(connector, settings, first);
      while (sleptUntil(connector, schedule)) {
        try {
          last = run(connector, settings, RunRequest.full());
        } catch (RuntimeException e) {
          environment.err().println(Text.withoutKeys(Text.oneLine(e)));
        }
      }
    } catch (InterruptedException e) {
      status("Interrupted", Failures.STOPPED);
      throw e;
    } catch (RuntimeException e) {
      broken(e);
      throw e;
    }
    if (output.json()) {
      output.print(environment, settings.manifest().name(), last);
    }
    return last.success() ? Main.OK : Main.FAILED;
  }

  private RunReport run(Connector connector, ConnectorSettings settings, RunRequest request)
      throws InterruptedException {
    RunReport report = output.watch(environment, progress -> connector.run(request, progress));
    if (!output.json()) {
      output.print(environment, settings.manifest().name(), report);
    }
    return report;
  }

  /** False where it was told to stop while it waited: nothing is cut short then. */
  private boolean sleptUntil(Connector connector, CronSchedule schedule) {
    Instant now = environment.clock().instant();
    Optional<Instant> spent = connector.readsSpentUntil();
    spent.ifPresent(until ->
        environment
            .err()
            .println(
                "The read budget of Stripe is spent until "
                    + until.truncatedTo(ChronoUnit.SECONDS)
                    + "; spec.stripe.readsPerMonth and your own reads decide it."));
    Instant next = schedule.next(spent.orElse(now)).orElse(Instant.MAX);
    environment
        .err()
        .println("Next full sync at " + next.truncatedTo(ChronoUnit.SECONDS) + "; Ctrl-C stops.");
    try {
      Thread.sleep(Duration.between(now, next));
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private boolean suspended(Manifest manifest, RunRequest request) {
    boolean suspended = manifest.spec().effective().suspended() && !request.dryRun();
    if (suspended) {
      String message = "spec.suspend is true: set it to false to sync";
      environment.err().println(manifest.name() + " stands still: " + message + ".");
      status("Suspended", message);
    }
    return suspended;
  }

  /** Whoever reads JSON gets a document in any case. */
  private void broken(RuntimeException failure) {
    status("RunFailed", Text.withoutKeys(Text.oneLine(failure)));
  }

  private void status(String reason, String message) {
    if (!output.json()) {
      return;
    }
    Condition condition =
        new ConditionBuilder()
            .withType("SyncHealthy")
            .withStatus("False")
            .withReason(reason)
            .withMessage(message)
            .withLastTransitionTime(
                environment.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString())
            .build();
    OutputOptions.json(
        environment.out(),
        StripeConnectorStatus.builder().connected(false).conditions(List.of(condition)).build(),
        Optional.empty());
  }
}
