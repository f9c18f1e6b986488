package io.tajo.stripe.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.tajo.stripe.cluster.Requests.Use;
import io.tajo.stripe.cluster.Workloads.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** What only the cluster in this process can: steer what becomes of pods, and of requests. */
class SteeringTest {
  private final Cluster cluster = Cluster.start();
  private String namespace = "";

  @BeforeEach
  void namespace() {
    namespace = cluster.namespace("steer");
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private Deployment deploy(String image) {
    Deployment deployment =
        Serialization.unmarshal(
            """
            metadata: {name: web}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: "%s"}]}}
            """
                .formatted(image),
            Deployment.class);
    cluster.client().resource(deployment).inNamespace(namespace).serverSideApply();
    cluster.settle();
    return cluster.user().apps().deployments().inNamespace(namespace).withName("web").get();
  }

  private List<Pod> pods() {
    return cluster.user().pods().inNamespace(namespace).list().getItems();
  }

  @Test
  void deploymentsRollOut() {
    DeploymentStatus status = deploy("a:1").getStatus();
    assertThat(status.getReadyReplicas()).isEqualTo(2);
    assertThat(pods())
        .hasSize(2)
        .allSatisfy(pod -> {
          assertThat(pod.getMetadata().getLabels()).containsEntry("app", "web");
          assertThat(pod.getStatus().getPodIP()).isEqualTo("127.0.0.1");
        });
    DeploymentStatus second = deploy("a:2").getStatus();
    assertThat(second.getObservedGeneration()).isEqualTo(2);
    assertThat(pods())
        .extracting(p -> p.getSpec().getContainers().getFirst().getImage())
        .containsExactly("a:2", "a:2");
  }

  @Test
  void oldPodsStayWhileNewOnesAreNotReady() {
    deploy("a:1");
    ObjectKey web = ObjectKey.deployment(namespace, "web");
    cluster.workloads().neverReady(web, "ImagePullBackOff", "no such image");
    DeploymentStatus status = deploy("a:2").getStatus();
    assertThat(status.getReadyReplicas()).isEqualTo(2);
    assertThat(status.getUnavailableReplicas()).isEqualTo(2);
    assertThat(pods()).hasSize(4);
    cluster.workloads().recover(web);
    cluster.settle();
    assertThat(pods()).hasSize(2);
  }

  private Job run(Outcome... outcomes) {
    cluster.workloads().job(ObjectKey.job(namespace, "run"), outcomes);
    Job job =
        Serialization.unmarshal(
            """
            metadata: {name: run}
            spec:
              backoffLimit: 1
              ttlSecondsAfterFinished: 60
              template: {spec: {restartPolicy: Never, containers: [{name: a, image: "a:1"}]}}
            """,
            Job.class);
    cluster.client().resource(job).inNamespace(namespace).serverSideApply();
    cluster.settle();
    return cluster.user().batch().v1().jobs().inNamespace(namespace).withName("run").get();
  }

  @Test
  void jobsRunUntilToldOtherwise() {
    assertThat(run(new Outcome.Running()).getStatus().getActive()).isEqualTo(1);
    cluster
        .workloads()
        .job(ObjectKey.job(namespace, "run"), new Outcome.Succeeded("{\"written\":1}"));
    cluster.settle();
    assertThat(
            pods()
                .getFirst()
                .getStatus()
                .getContainerStatuses()
                .getFirst()
                .getState()
                .getTerminated()
                .getMessage())
        .isEqualTo("{\"written\":1}");
    cluster.expireJobs();
    cluster.settle();
    assertThat(cluster.user().batch().v1().jobs().inNamespace(namespace).list().getItems())
        .isEmpty();
    assertThat(pods()).isEmpty();
  }

  @Test
  void jobsFailWhenTheirPodsFailedTooOften() {
    Job once = run(new Outcome.Failed(1, "no"), new Outcome.Running());
    assertThat(once.getStatus().getFailed()).isEqualTo(1);
    assertThat(once.getStatus().getActive()).isEqualTo(1);
    cluster.workloads().job(ObjectKey.job(namespace, "run"), new Outcome.Failed(1, "no"));
    cluster.settle();
    Job twice = cluster.user().resource(once).get();
    assertThat(twice.getStatus().getConditions())
        .extracting(JobCondition::getType)
        .contains("Failed");
    assertThat(pods()).hasSize(2);
  }

  private void createConfigMap(String name) {
    cluster
        .client()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
  }

  @Test
  void rolesGrantWhatTheySayAndNoMore() {
    cluster.withRules(
        namespace,
        List.of(
            new PolicyRuleBuilder()
                .withApiGroups("")
                .withResources("configmaps")
                .withVerbs("create")
                .build()));
    createConfigMap("x");
    assertThatThrownBy(() -> cluster.client().configMaps().inNamespace(namespace).list())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403))
        .hasMessageContaining("cannot list resource \"configmaps\"");
    assertThat(cluster.requests().used())
        .containsExactly(
            new Use("", "configmaps", "", "create"), new Use("", "configmaps", "", "list"));
  }

  @Test
  void anApplyThatCreatesUsesTwoVerbs() {
    deploy("a:1");
    deploy("a:2");
    assertThat(cluster.requests().used())
        .containsExactly(
            new Use("apps", "deployments", "", "create"),
            new Use("apps", "deployments", "", "patch"));
    assertThat(cluster.requests().writesSince(0)).hasSize(2);
  }

  @Test
  void theTestsOwnRequestsAreNotSeen() {
    cluster.failing("*", "*", 500, 1);
    cluster.user().configMaps().inNamespace(namespace).list();
    assertThat(cluster.requests().all()).isEmpty();
  }

  @Test
  void aLostAnswerLeavesTheWriteDone() {
    cluster.losingAnswers("create", "configmaps", 1);
    assertThatThrownBy(() -> createConfigMap("x")).isInstanceOf(KubernetesClientException.class);
    assertThat(cluster.user().configMaps().inNamespace(namespace).withName("x").get()).isNotNull();
  }

  @Test
  void nobodyGetsThroughAShutDoor() {
    cluster.unreachable(true);
    try (KubernetesClient hasty = impatient()) {
      assertThatThrownBy(() -> hasty.configMaps().inNamespace(namespace).list())
          .isInstanceOf(KubernetesClientException.class);
      cluster.heal();
      assertThat(hasty.configMaps().inNamespace(namespace).list().getItems()).isEmpty();
    }
  }

  private KubernetesClient impatient() {
    Config config =
        new ConfigBuilder(cluster.client().getConfiguration())
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @Test
  void aRealClustersRecorderSeesTheSame(@TempDir Path directory) {
    Path file = directory.resolve("config");
    cluster.kubeconfig(file);
    try (TestCluster real = RealCluster.of(file)) {
      String its = real.namespace("real");
      Set<Use> before = cluster.requests().used();
      ConfigMapBuilder map = new ConfigMapBuilder().withNewMetadata().withName("x").endMetadata();
      var maps = real.client().configMaps().inNamespace(its);
      maps.resource(map.build()).serverSideApply();
      maps.resource(map.addToData("a", "1").build()).serverSideApply();
      maps.withName("x").get();
      maps.watch(new IgnoringWatcher()).close();
      maps.withName("x").delete();
      Set<Use> seen = new TreeSet<>(cluster.requests().used());
      seen.removeAll(before);
      assertThat(real.requests().used()).hasSize(5).isEqualTo(seen);
      assertThat(real.canSteer()).isFalse();
      assertThatThrownBy(real::steered).isInstanceOf(TestAbortedException.class);
    }
    cluster.settle();
    assertThat(cluster.user().namespaces().list().getItems())
        .noneMatch(n -> n.getMetadata().getName().startsWith("real-"));
  }

  private static final class IgnoringWatcher implements Watcher<ConfigMap> {
    @Override
    public void eventReceived(Action action, ConfigMap map) {}

    @Override
    public void onClose(WatcherException cause) {}
  }

  @Test
  void whoWritesWhileIdleIsCaught() {
    createConfigMap("x");
    cluster.requests().assertNoWrites(Duration.ofMillis(200));
    Thread.ofVirtual().start(() -> createConfigMap("y"));
    assertThatThrownBy(() -> cluster.requests().assertNoWrites(Duration.ofSeconds(20)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("configmaps");
  }
}
