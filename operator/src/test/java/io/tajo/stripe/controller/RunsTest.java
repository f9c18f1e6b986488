package io.tajo.stripe.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.api.StripeSyncStatus;
import io.tajo.stripe.api.StripeSyncStatus.Phase;
import io.tajo.stripe.cluster.Cluster;
import io.tajo.stripe.cluster.Workloads.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs that a user asks for, from their Job to what stays of them. */
class RunsTest extends RunsOfOne {
  @Test
  void itsProgressIsToldAndItsResultOutlivesItsPodAndItsJob() {
    run("told", new Outcome.Running());
    scene.pods.run = Optional.of(progress(10, "Reading Stripe", 100));
    scene.awaitsRun("told", Phase.RUNNING, it -> Integer.valueOf(10).equals(it.percent()));
    scene.pods.run = Optional.of(progress(60, "Writing to Brevo", 250));
    StripeSyncStatus going =
        scene.awaitsRun("told", Phase.RUNNING, it -> Integer.valueOf(60).equals(it.percent()));
    assertThat(going.message()).isEqualTo("Writing to Brevo");
    assertThat(going.read()).containsEntry("customers", 250L);
    assertThat(going.objects()).isEqualTo(250);
    assertThat(going.startTime()).isNotNull();

    scene.pods.run = Optional.empty();
    fares("told", WELL);
    StripeSyncStatus ended = ended("told", Phase.SUCCEEDED);
    assertThat(ended.message()).isEqualTo("All read and written");
    assertThat(ended.written()).isEqualTo(6);
    assertThat(ended.percent()).isNull();

    cluster.expireJobs();
    cluster.settle();
    scene.awaitQuiet();
    assertThat(scene.get(Job.class, "told")).isEmpty();
    assertThat(scene.get(StripeSync.class, "told").orElseThrow().getStatus()).isEqualTo(ended);
  }

  @Test
  void aFailedAttemptIsFollowedByAnother() {
    run("twice", BADLY, WELL);

    assertThat(ended("twice", Phase.SUCCEEDED).message())
        .isEqualTo(
            "All read and written. Counts are those of the last attempt; 1 failed before it: Stripe"
                + " was away: it is tried again");
    assertThat(pods("twice")).isEqualTo(2);
  }

  /** What is told of a run, in order. */
  private static List<String> events(String run) {
    return scene
        .user()
        .resources(Event.class)
        .inNamespace(scene.namespace)
        .list()
        .getItems()
        .stream()
        .filter(it -> it.getRegarding().getName().equals(run))
        .map(Event::getReason)
        .toList();
  }

  @Test
  void anAttemptThatFailsIsAnEvent() {
    run("again", BADLY, new Outcome.Running());

    scene.awaitsRun("again", Phase.RUNNING, it -> it.message().startsWith("Attempt 2: "));
    await()
        .atMost(Scene.SOON)
        .untilAsserted(() ->
            assertThat(
                    scene
                        .user()
                        .resources(Event.class)
                        .inNamespace(scene.namespace)
                        .list()
                        .getItems())
                .filteredOn(it -> it.getRegarding().getName().equals("again"))
                .singleElement()
                .satisfies(it -> {
                  assertThat(it.getReason()).isEqualTo("Retrying");
                  assertThat(it.getType()).isEqualTo("Warning");
                  assertThat(it.getNote()).contains("Stripe was away");
                }));
    fares("again", BADLY, WELL);
    ended("again", Phase.SUCCEEDED);
  }

  @Test
  void afterThreeAttemptsItHasFailedAndSaysWhy() {
    run("thrice", BADLY);

    assertThat(ended("thrice", Phase.FAILED).message())
        .isEqualTo("Stripe was away: it is tried again");
    assertThat(pods("thrice")).isEqualTo(3);
    assertThat(events("thrice")).containsExactly("Retrying", "Failed");
    scene.awaits("acme", "SyncHealthy", "False", "RunFailed");
    scene.clock.advance(Duration.ofSeconds(5)); // What has ended last is what counts.
    run("mended", WELL);
    scene.awaits("acme", "SyncHealthy", "True", "Complete");
  }

  @Test
  void whatIsRefusedIsNotTriedAgain() {
    run("refused", failed(2, "List 20 is not in Brevo: correct spec.brevo.lists.allCustomers"));

    StripeSyncStatus ended = ended("refused", Phase.FAILED);
    assertThat(ended.message()).contains("correct spec.brevo.lists");
    assertThat(ended.conditions()).anyMatch(it -> it.getReason().equals("Refused"));
    assertThat(pods("refused")).isEqualTo(1);
    assertThat(events("refused")).containsExactly("Refused");
    run("anew", WELL);
    ended("anew", Phase.SUCCEEDED);
  }

  @Test
  void runsOfAConnectorGoOneAfterAnother() {
    run("first", new Outcome.Running());
    scene.awaitsRun("first", Phase.PENDING, it -> it.job() != null);
    run("second", WELL);
    assertThat(scene.awaitsRun("second", Phase.PENDING, it -> it.message() != null).message())
        .contains("first");
    assertThat(scene.get(Job.class, "second")).isEmpty();

    fares("first", WELL);

    ended("first", Phase.SUCCEEDED);
    ended("second", Phase.SUCCEEDED);
  }

  @Test
  void aRunWaitsForItsConnector() {
    scene.run("early", "late");
    assertThat(scene.awaitsRun("early", Phase.PENDING, it -> it.message() != null).message())
        .contains("no StripeConnector late");

    scene.connector("late");

    ended("early", Phase.SUCCEEDED);
  }

  /** Its pod would read what is no more wanted. */
  @Test
  void aRunWaitsForASpecThatKubernetesDoesNotTake() {
    scene.connector("apart");
    scene.awaitReady("apart");
    cluster.failing("patch", "configmaps", 403, Integer.MAX_VALUE);
    try {
      scene.connector("apart", "\"events\": {\"maxAge\": \"12h\"}");
      scene.awaits("apart", "Ready", "False", "ReconcileFailed");

      scene.run("behind", "apart");

      assertThat(scene.awaitsRun("behind", Phase.PENDING, it -> it.message() != null).conditions())
          .anyMatch(it -> it.getReason().equals("ConnectorNotReady"));
    } finally {
      cluster.heal();
    }
    ended("behind", Phase.SUCCEEDED);
  }

  @Test
  void aSuspendedConnectorRunsNothingButATrial() {
    scene.connector("still", "\"suspend\": true");
    scene.awaits("still", "Suspended", "True", "Asked");
    scene.run("held", "still");
    assertThat(scene.awaitsRun("held", Phase.PENDING, it -> it.message() != null).message())
        .contains("suspend");
    scene.user().resources(StripeSync.class).inNamespace(scene.namespace).withName("held").delete();

    scene.run("trial", new StripeSyncSpec("still", null, null, null, true, null));

    ended("trial", Phase.SUCCEEDED);
  }

  @Test
  void aJobThatIsDeletedByHandIsNotMadeAnew() {
    run("lost", new Outcome.Running());
    scene.awaitsRun("lost", Phase.PENDING, it -> it.job() != null);

    scene.user().resource(scene.get(Job.class, "lost").orElseThrow()).delete();

    assertThat(ended("lost", Phase.FAILED).message()).contains("deleted");
    assertThat(scene.get(Job.class, "lost")).isEmpty();
  }

  @Test
  void aRunEndsWithItsConnector() {
    StripeConnector connector = scene.connector("short");
    scene.awaitReady("short");
    fares("cut", new Outcome.Running());
    scene.run("cut", "short");
    scene.awaitsRun("cut", Phase.PENDING, it -> it.job() != null);

    scene.user().resource(connector).delete();

    assertThat(ended("cut", Phase.FAILED).message()).contains("StripeConnector", "deleted");
    scene.awaitGone(Job.class, "cut");
  }

  @Test
  void itsJobGoesWithIt() {
    run("gone", new Outcome.Running());
    scene.awaitsRun("gone", Phase.PENDING, it -> it.job() != null);

    scene.user().resources(StripeSync.class).inNamespace(scene.namespace).withName("gone").delete();

    scene.awaitGone(Job.class, "gone");
    await().atMost(Scene.SOON).until(() -> pods("gone") == 0);
    run("next", WELL);
    ended("next", Phase.SUCCEEDED);
  }

  @Test
  void aFirstRunThatFailedIsMadeAgainLaterAndAtOnceWhenAKeyIsMended() {
    try (Scene other = new Scene()) {
      Cluster steered = other.cluster.steered();
      steered.workloads().everyJob(BADLY);
      other.operator();
      other.secret("acme");
      other.connector("acme");
      other.awaits("acme", "Reconciling", "True", "RunFailed");
      other.awaitQuiet();
      assertThat(other.syncs()).hasSize(1);

      other.clock.advance(Duration.ofMinutes(6));
      other.touch("acme");
      await().atMost(Scene.SOON).until(() -> other.syncs().size() == 2);
      other.awaits("acme", "Reconciling", "True", "RunFailed");
      other.awaitQuiet();

      steered.workloads().everyJob(WELL);
      other.secret("acme", Map.of("stripe", "sk_test_9", "brevo", "xkeysib-sandbox"), true);
      other.awaitReady("acme");
      assertThat(other.syncs()).hasSize(3);
      List<Pod> pods = other.user().pods().inNamespace(other.namespace).list().getItems();
      assertThat(pods).filteredOn(pod -> "Succeeded".equals(pod.getStatus().getPhase())).hasSize(1);
    }
  }
}
