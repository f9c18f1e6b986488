package io.tajo.stripe.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.api.StripeSyncStatus;
import io.tajo.stripe.api.StripeSyncStatus.Phase;
import io.tajo.stripe.cluster.ObjectKey;
import io.tajo.stripe.cluster.Workloads.Outcome;
import io.tajo.stripe.cluster.Workloads.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the pods of runs tell, and what becomes of runs whose pods do not. */
class RunPodsTest extends RunsOfOne {
  @Test
  void aPodThatSaysNothingMoreDoesNotTakeBackWhatIsKnown() {
    run("silent", new Outcome.Running());
    scene.pods.run = Optional.of(progress(30, "Reading Stripe", 100));
    scene.awaitsRun("silent", Phase.RUNNING, it -> it.objects() != null);
    scene.pods.run = Optional.empty();
    fares("silent", new Outcome.Succeeded(""));

    StripeSyncStatus ended = ended("silent", Phase.SUCCEEDED);
    assertThat(ended.message()).contains("counts");
    assertThat(ended.objects()).isEqualTo(100);
  }

  @Test
  void aPodThatLeavesNoWordIsToldWithWhatKubernetesSays() {
    run("killed", new Outcome.Failed(137, ""));

    assertThat(ended("killed", Phase.FAILED).message()).contains("backoff limit", "logs");
  }

  @Test
  void aPodThatCannotStartIsTold() {
    run("stuck", new Outcome.Waiting(new Reason("ImagePullBackOff", "registry.example says no")));

    StripeSyncStatus stuck =
        scene.awaitsRun("stuck", Phase.PENDING, it -> it.message().contains("ImagePullBackOff"));
    assertThat(stuck.message()).contains("registry.example says no");
    fares("stuck", WELL);
    ended("stuck", Phase.SUCCEEDED);
  }

  /** It would keep all others from starting for ever. */
  @Test
  void aRunThatCannotStartIsToldByItsConnectorAndGivenUpAfterAnHour() {
    try (Scene other = new Scene().runsSucceed().operator()) {
      other.secret("acme");
      other.connector("acme");
      other.awaitReady("acme");
      Reason noImage = new Reason("ImagePullBackOff", "registry.example says no");
      other
          .cluster
          .steered()
          .workloads()
          .job(ObjectKey.job(other.namespace, "stuck"), new Outcome.Waiting(noImage));
      other.run("stuck", new StripeSyncSpec("acme", null, null, null, true, null));
      other.awaitsRun("stuck", Phase.PENDING, it -> it.message().contains("ImagePullBackOff"));
      other.run("next", "acme");
      other.awaitsRun("next", Phase.PENDING, it -> it.message().contains("stuck"));

      other.clock.advance(Duration.ofMinutes(4));
      Condition ready = other.awaits("acme", "Ready", "False", "RunNotStarting");
      assertThat(ready.getMessage()).contains("stuck", "registry.example says no");
      other.awaits("acme", "SyncHealthy", "False", "RunNotStarting");

      other.clock.advance(Duration.ofHours(1));
      assertThat(other.awaitsRun("stuck", Phase.FAILED, it -> it.message() != null).message())
          .contains("given up", "registry.example says no");
      other.awaitGone(Job.class, "stuck");
      other.awaitsRun("next", Phase.SUCCEEDED, it -> true);
      other.awaitReady("acme");
    }
  }

  @Test
  void aPodThatNeverAnswersHoldsUpNothing() {
    CountDownLatch answer = new CountDownLatch(1);
    try {
      scene.pods.holding = answer;
      run("mute", new Outcome.Running());
      await().atMost(Scene.SOON).until(() -> scene.pods.held.get() > 0);

      fares("mute", WELL);

      ended("mute", Phase.SUCCEEDED);
    } finally {
      scene.pods.holding = new CountDownLatch(0);
      answer.countDown();
    }
  }

  /** Whoever may make pods may give them the labels of a run's. */
  @Test
  void onlyPodsOfItsOwnJobAreAsked() {
    run("mine", new Outcome.Running());
    Job job = scene.awaits(Job.class, "mine", it -> pods("mine") == 1);
    Pod mine =
        scene.user().pods().inNamespace(scene.namespace).list().getItems().stream()
            .filter(pod -> pod.hasOwnerReferenceFor(job))
            .findFirst()
            .orElseThrow();
    Pod fake =
        new PodBuilder()
            .withNewMetadata()
            .withName("zz-fake")
            .withNamespace(scene.namespace)
            .withLabels(mine.getMetadata().getLabels())
            .endMetadata()
            .withSpec(mine.getSpec())
            .build();
    scene.user().resource(fake).create();
    fake.setStatus(new PodStatusBuilder().withPodIP("10.9.9.9").build());
    scene.user().resource(fake).patchStatus();

    scene.pods.run = Optional.of(progress(5, "Reading Stripe", 10));
    scene.awaitsRun("mine", Phase.RUNNING, it -> Integer.valueOf(5).equals(it.percent()));
    scene.pods.run = Optional.empty();

    assertThat(scene.pods.asked).doesNotContain("10.9.9.9");
    fares("mine", WELL);
    ended("mine", Phase.SUCCEEDED);
    scene.user().resource(fake).delete();
  }
}
