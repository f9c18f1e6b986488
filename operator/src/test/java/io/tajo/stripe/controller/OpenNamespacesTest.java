package io.tajo.stripe.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.tajo.stripe.cluster.Cluster;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which of the watched namespaces an operator can look into, at its start and later. */
class OpenNamespacesTest {
  private static final List<PolicyRule> ALL =
      List.of(new PolicyRuleBuilder().withApiGroups("*").withResources("*").withVerbs("*").build());

  @Test
  void thoseThatARoleOpensAreOpen() {
    try (Cluster cluster = Cluster.start()) {
      String open = cluster.namespace("open");
      String shut = cluster.namespace("shut");
      cluster.withRules(open, ALL);

      assertThat(OpenNamespaces.of(cluster.client(), Set.of(open, shut, "gone")))
          .containsExactly(open);
      assertThat(OpenNamespaces.of(cluster.client(), Set.of())).as("all").isEmpty();
    }
  }

  @Test
  void whereNoneIsOpenItSaysWhatToDo() {
    try (Cluster cluster = Cluster.start()) {
      cluster.withRules(cluster.namespace("open"), ALL);
      String shut = cluster.namespace("shut");

      assertThatThrownBy(() -> OpenNamespaces.of(cluster.client(), Set.of(shut)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(shut)
          .hasMessageContaining("upgrade the chart");
    }
  }

  @Test
  void aClusterWithoutTheDefinitionsSaysSo() {
    KubernetesMockServer server = new KubernetesMockServer(false); // It knows nothing at all.
    server.init();
    try (KubernetesClient client = server.createClient()) {
      assertThatThrownBy(() -> OpenNamespaces.of(client, Set.of("open")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("apply the definitions of crds/");
    } finally {
      server.destroy();
    }
  }

  @Test
  void aServerThatIsAwayClosesNone() {
    try (Cluster cluster = Cluster.start();
        KubernetesClient mortal = cluster.mortalClient()) {
      String open = cluster.namespace("open");
      cluster.unreachable(true);

      assertThat(OpenNamespaces.of(mortal, Set.of(open))).containsExactly(open);
    }
  }

  /** Its Role goes with it, and watches of it fail from then on. */
  @Test
  void oneThatIsDeletedDoesNotKeepTheOperatorFromTheOther() {
    Cluster cluster = Cluster.betweenRuns();
    String doomed = cluster.namespace("doomed");
    try (Scene scene = new Scene(cluster).runsSucceed()) {
      cluster.withRules(scene.namespace, ALL).withRules(doomed, ALL);
      scene.operator(
          cluster.client(),
          new OperatorSettings(Set.of(scene.namespace, doomed), Optional.empty(), scene.settings),
          "operator-1");
      await().atMost(Scene.SOON).until(scene.current()::isReady);

      scene.user().resources(Namespace.class).withName(doomed).delete();
      cluster.withoutRules(doomed);
      cluster.dropWatches();

      scene.secret("acme");
      scene.connector("acme");
      scene.awaitReady("acme");
      assertThat(scene.current().isReady()).isTrue();
    }
  }
}
