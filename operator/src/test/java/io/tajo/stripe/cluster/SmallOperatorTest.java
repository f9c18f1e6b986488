package io.tajo.stripe.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.cluster.Requests.Request;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Java Operator SDK on this cluster, with server-side apply and its own matcher. */
class SmallOperatorTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final TestCluster cluster = TestCluster.open();
  private final SmallOperator reconciler = new SmallOperator();
  private final Operator operator =
      new Operator(o -> o.withKubernetesClient(cluster.client()).withCloseClientOnStop(false));
  private String namespace = "";

  @BeforeEach
  void start() {
    namespace = cluster.namespace("small");
    operator.register(reconciler, c -> c.settingNamespace(namespace));
    operator.start();
    cluster.user().resource(sync("one")).create();
    await().atMost(LONG).until(() -> told("one") != null);
    cluster.requests().awaitQuiet(Duration.ofMillis(500), LONG);
  }

  @AfterEach
  void stop() {
    operator.stop();
    cluster.close();
  }

  private StripeSync sync(String name) {
    StripeSync sync =
        Serialization.unmarshal(
            "spec: {connector: acme, type: Full}\nmetadata: {name: %s}".formatted(name),
            StripeSync.class);
    sync.getMetadata().setNamespace(namespace);
    return sync;
  }

  private String told(String name) {
    StripeSync sync = cluster.user().resource(sync(name)).get();
    return sync == null || sync.getStatus() == null ? null : sync.getStatus().message();
  }

  @Test
  void aSecondReconcileWritesNothing() {
    assertThat(told("one")).isEqualTo("9 made");
    int mark = cluster.requests().mark();
    int before = reconciler.reconciliations.get();
    cluster
        .user()
        .services()
        .inNamespace(namespace)
        .withName("one")
        .edit(service -> {
          service.getMetadata().getAnnotations().put("by", "hand");
          return service;
        });
    await().atMost(LONG).until(() -> reconciler.reconciliations.get() > before);
    cluster.requests().assertNoWrites(Duration.ofSeconds(2));
    assertThat(cluster.requests().writesSince(mark)).isEmpty();
  }

  @Test
  void whatIsEditedByHandIsMended() {
    var deployments = cluster.user().apps().deployments().inNamespace(namespace);
    deployments
        .withName("one")
        .edit(d -> {
          d.getSpec().setReplicas(7);
          return d;
        });
    await()
        .atMost(LONG)
        .until(() -> deployments.withName("one").get().getSpec().getReplicas() == 2);
  }

  @Test
  void whatIsDeletedByHandIsMadeAgain() {
    var configMap = cluster.user().configMaps().inNamespace(namespace).withName("one");
    String uid = configMap.get().getMetadata().getUid();
    configMap.delete();
    await()
        .atMost(LONG)
        .until(
            () -> configMap.get() != null && !configMap.get().getMetadata().getUid().equals(uid));
  }

  @Test
  void deletionGoesThroughTheFinalizerAndTakesDependentsAlong() {
    cluster.user().resource(sync("one")).delete();
    await().atMost(LONG).until(() -> cluster.user().resource(sync("one")).get() == null);
    await()
        .atMost(LONG)
        .until(() ->
            cluster.user().apps().statefulSets().inNamespace(namespace).list().getItems().isEmpty()
                && cluster.user().pods().inNamespace(namespace).list().getItems().isEmpty());
    if (cluster.canSteer()) {
      List<PersistentVolumeClaim> claims =
          cluster.user().persistentVolumeClaims().inNamespace(namespace).list().getItems();
      assertThat(claims).hasSize(1);
    }
  }

  @Test
  void goesOnAfterWatchesBroke() {
    Cluster steered = cluster.steered();
    steered.dropWatches();
    steered.resetConnections();
    cluster.user().resource(sync("two")).create();
    await().atMost(LONG).until(() -> told("two") != null);
  }

  @Test
  void goesOnAfterFailures() {
    Cluster steered = cluster.steered();
    steered.failing("patch", "deployments", 500, 1);
    steered.failing("create", "configmaps", 429, 1);
    steered.losingAnswers("patch", "jobs", 1);
    cluster.user().resource(sync("two")).create();
    await().atMost(LONG).until(() -> told("two") != null);
    assertThat(cluster.requests().all()).extracting(Request::code).contains(500, 429, 0);
  }
}
