package io.tajo.stripe.controller;

import io.tajo.stripe.api.StripeSyncStatus;
import io.tajo.stripe.api.StripeSyncStatus.Phase;
import io.tajo.stripe.api.SyncReport;
import io.tajo.stripe.cluster.Cluster;
import io.tajo.stripe.cluster.ObjectKey;
import io.tajo.stripe.cluster.Workloads.Outcome;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A connector in step, and runs of it that fare as a test wants. */
abstract class RunsOfOne {
  static final Outcome.Succeeded WELL =
      new Outcome.Succeeded(Scene.report(SyncReport.Outcome.SUCCEEDED, "All read and written"));
  static final Outcome.Failed BADLY = failed(1, "Stripe was away: it is tried again");

  static Scene scene;
  static Cluster cluster;

  @BeforeAll
  static void aConnectorInStep() {
    scene = new Scene().runsSucceed();
    cluster = scene.cluster.steered();
    scene.operator();
    scene.secret("acme");
    scene.connector("acme");
    scene.awaitReady("acme");
  }

  @AfterAll
  static void end() {
    scene.close();
  }

  static Outcome.Failed failed(int status, String message) {
    SyncReport.Outcome outcome =
        status == 2 ? SyncReport.Outcome.REFUSED : SyncReport.Outcome.FAILED;
    return new Outcome.Failed(status, Scene.report(outcome, message));
  }

  /** Asks for a run that fares so; what the Job's pods come to, one after another. */
  static void run(String name, Outcome... attempts) {
    fares(name, attempts);
    scene.run(name, "acme");
  }

  static void fares(String name, Outcome... attempts) {
    cluster.workloads().job(ObjectKey.job(scene.namespace, name), attempts);
  }

  static StripeSyncStatus ended(String name, Phase phase) {
    return scene.awaitsRun(name, phase, status -> status.completionTime() != null);
  }

  static long pods(String job) {
    return scene.user().pods().inNamespace(scene.namespace).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getName().startsWith(job + "-"))
        .count();
  }

  static SyncReport progress(int percent, String message, long customers) {
    return new SyncReport(
        null, message, percent, new TreeMap<>(Map.of("customers", customers)), null);
  }
}
