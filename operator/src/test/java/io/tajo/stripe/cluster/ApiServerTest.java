package io.tajo.stripe.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator notices of an API server, and of the garbage collector behind it. */
class ApiServerTest {
  private static final TestCluster CLUSTER = TestCluster.open();
  private static final Duration LONG = Duration.ofSeconds(60);

  private final KubernetesClient client = CLUSTER.user();
  private String namespace = "";

  @BeforeEach
  void namespace() {
    namespace = CLUSTER.namespace("server");
  }

  @AfterAll
  static void close() {
    CLUSTER.close();
  }

  private ConfigMapBuilder configMap(String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .endMetadata();
  }

  private static int code(Runnable doing) {
    try {
      doing.run();
      return 200;
    } catch (KubernetesClientException e) {
      return e.getCode();
    }
  }

  @Test
  void namesWhatAsksForAName() {
    ConfigMap made =
        client
            .resource(
                configMap("x")
                    .editMetadata()
                    .withName(null)
                    .withGenerateName("x-")
                    .endMetadata()
                    .build())
            .create();
    assertThat(made.getMetadata().getName()).startsWith("x-").hasSize(7);
  }

  @Test
  void refusesWhatComesTooLate() {
    ConfigMap first = client.resource(configMap("x").build()).create();
    client.resource(new ConfigMapBuilder(first).addToData("a", "1").build()).update();
    assertThat(
            code(() ->
                client.resource(new ConfigMapBuilder(first).addToData("a", "2").build()).update()))
        .isEqualTo(409);
    assertThat(code(() -> client.resource(configMap("x").build()).create())).isEqualTo(409);
  }

  @Test
  void writesOnlyWhatDiffers() {
    ConfigMap first = client.resource(configMap("x").addToData("a", "1").build()).create();
    ConfigMap second = client.resource(first).update();
    assertThat(second.getMetadata().getResourceVersion())
        .isEqualTo(first.getMetadata().getResourceVersion());
  }

  @Test
  void keepsAnObjectUntilItsFinalizersAreGone() {
    client
        .resource(
            configMap("x").editMetadata().addToFinalizers("a.example/b").endMetadata().build())
        .create();
    var x = client.configMaps().inNamespace(namespace).withName("x");
    x.delete();
    ConfigMap marked = x.get();
    assertThat(marked.getMetadata().getDeletionTimestamp()).isNotNull();
    assertThat(
            code(() ->
                x.edit(m ->
                    new ConfigMapBuilder(m)
                        .editMetadata()
                        .addToFinalizers("c.example/d")
                        .endMetadata()
                        .build())))
        .isEqualTo(422);
    x.edit(m -> new ConfigMapBuilder(m).editMetadata().withFinalizers().endMetadata().build());
    assertThat(x.get()).isNull();
  }

  @Test
  void deletesOnlyTheVersionThatIsMeant() {
    client.resource(configMap("x").build()).create();
    var other = configMap("x").editMetadata().withResourceVersion("1").endMetadata().build();
    assertThat(code(() -> client.resource(other).lockResourceVersion("1").delete())).isEqualTo(409);
    assertThat(client.configMaps().inNamespace(namespace).withName("x").get()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"BACKGROUND, false", "FOREGROUND, false", "ORPHAN, true"})
  void whatDependsGoesWithItsOwner(DeletionPropagation how, boolean stays) {
    ConfigMap owner = client.resource(configMap("owner").build()).create();
    client.resource(owned("dependent", owner)).create();
    client.resource(owner).withPropagationPolicy(how).delete();
    await().atMost(LONG).until(() -> client.resource(owner).get() == null);
    var dependent = client.configMaps().inNamespace(namespace).withName("dependent");
    if (stays) {
      assertThat(dependent.get().getMetadata().getOwnerReferences()).isEmpty();
    } else {
      await().atMost(LONG).until(() -> dependent.get() == null);
    }
  }

  private ConfigMap owned(String name, ConfigMap owner) {
    return configMap(name)
        .editMetadata()
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .build())
        .endMetadata()
        .build();
  }

  @Test
  void aNamespaceGoesWhenAllInItHasGone() {
    client
        .resource(
            configMap("x").editMetadata().addToFinalizers("a.example/b").endMetadata().build())
        .create();
    client.resource(configMap("y").build()).create();
    client.namespaces().withName(namespace).delete();
    var maps = client.configMaps().inNamespace(namespace);
    await().atMost(LONG).until(() -> maps.withName("y").get() == null);
    assertThat(client.namespaces().withName(namespace).get().getStatus().getPhase())
        .isEqualTo("Terminating");
    assertThat(code(() -> client.resource(configMap("z").build()).create())).isEqualTo(403);
    maps.withName("x")
        .edit(m -> new ConfigMapBuilder(m).editMetadata().withFinalizers().endMetadata().build());
    await().atMost(LONG).until(() -> client.namespaces().withName(namespace).get() == null);
  }

  @Test
  void aWatchSeesEveryChangeSinceItsVersion() {
    client.resource(configMap("before").build()).create();
    String version =
        client.configMaps().inNamespace(namespace).list().getMetadata().getResourceVersion();
    client.configMaps().inNamespace(namespace).withName("before").delete();
    List<String> seen = new CopyOnWriteArrayList<>();
    Watcher<ConfigMap> watcher =
        new Watcher<>() {
          @Override
          public void eventReceived(Action action, ConfigMap map) {
            seen.add(action + " " + map.getMetadata().getName());
          }

          @Override
          public void onClose(WatcherException cause) {}
        };
    try (var _ =
        client
            .configMaps()
            .inNamespace(namespace)
            .withLabelNotIn("app", "other")
            .withResourceVersion(version)
            .watch(watcher)) {
      client.resource(configMap("x").build()).create();
      client.resource(configMap("x").addToData("a", "1").build()).serverSideApply();
      client
          .configMaps()
          .inNamespace(namespace)
          .withName("x")
          .edit(m ->
              new ConfigMapBuilder(m)
                  .editMetadata()
                  .addToLabels("app", "other")
                  .endMetadata()
                  .build());
      await().atMost(LONG).until(() -> seen.contains("DELETED x"));
    }
    assertThat(seen.stream().filter(e -> !e.contains("kube-root-ca")))
        .containsExactly("DELETED before", "ADDED x", "MODIFIED x", "DELETED x");
  }

  static Stream<Arguments> selectors() {
    return Stream.of(
        Arguments.of("app=a", "1,2"),
        Arguments.of("app=a,tier=x", "1"),
        Arguments.of("app!=a", "3,4"),
        Arguments.of("app in (a, b),tier", "1,3"),
        Arguments.of("app notin (a)", "3,4"),
        Arguments.of("!app", "4"));
  }

  @ParameterizedTest
  @MethodSource("selectors")
  void selectsByLabels(String selector, String names) {
    String[] labels = {"app: a, tier: x", "app: a", "app: b, tier: y", "other: z"};
    for (int i = 0; i < labels.length; i++) {
      String yaml = "metadata: {name: '%d', labels: {%s}}".formatted(i + 1, labels[i]);
      ConfigMap map = Serialization.unmarshal(yaml, ConfigMap.class);
      client.resource(map).inNamespace(namespace).create();
    }
    var found =
        client.configMaps().inNamespace(namespace).withLabelSelector(selector).list().getItems();
    assertThat(found.stream().map(m -> m.getMetadata().getName()).filter(n -> n.length() == 1))
        .containsExactlyInAnyOrder(names.split(","));
  }

  @Test
  void tellsWhatThereIs() {
    assertThat(client.getApiGroup("connectors.tajo.io").getVersions()).hasSize(1);
    assertThat(client.getApiResources("connectors.tajo.io/v1alpha1").getResources())
        .extracting(r -> r.getName())
        .contains("stripeconnectors", "stripeconnectors/status", "stripesyncs");
    assertThat(
            client
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("stripesyncs.connectors.tajo.io")
                .get())
        .isNotNull();
    if (CLUSTER.canSteer()) {
      assertThat(client.hasApiGroup("gateway.networking.k8s.io", true)).isFalse();
      try (Cluster other = Cluster.start().withGatewayApi()) {
        assertThat(other.user().hasApiGroup("gateway.networking.k8s.io", true)).isTrue();
      }
    }
    assertThatThrownBy(() ->
            client.genericKubernetesResources("no.example/v1", "No").inNamespace(namespace).list())
        .isInstanceOf(KubernetesClientException.class);
  }
}
