package io.tajo.stripe.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.StripeSyncStatus;
import io.tajo.stripe.api.StripeSyncStatus.Phase;
import io.tajo.stripe.cluster.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a user sees of one namespace of a cluster, and waits for. */
class SeenNamespace {
  /** On a real cluster images are pulled, and pods take their time. */
  static final Duration SOON =
      TestCluster.isReal() ? Duration.ofMinutes(5) : Duration.ofSeconds(30);

  private static final Duration QUIET = Duration.ofMillis(500);
  private static final Duration LONG_QUIET = Duration.ofSeconds(3);

  final TestCluster cluster;
  final String namespace;

  SeenNamespace(TestCluster cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
  }

  KubernetesClient user() {
    return cluster.user();
  }

  Optional<StripeConnector> seen(String name) {
    return Optional.ofNullable(
        user().resources(StripeConnector.class).inNamespace(namespace).withName(name).get());
  }

  Optional<Condition> condition(String connector, String type) {
    return seen(connector)
        .map(StripeConnector::getStatus)
        .map(StripeConnectorStatus::conditions)
        .stream()
        .flatMap(List::stream)
        .filter(it -> type.equals(it.getType()))
        .findFirst();
  }

  /** Waits until a condition is as it should be. */
  Condition awaits(String connector, String type, String status, String reason) {
    await(type + " " + status + " " + reason + " of " + connector)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> {
          Optional<Condition> condition = condition(connector, type);
          assertThat(condition.map(it -> it.getStatus() + " " + it.getReason()))
              .as(() -> seen(connector).map(Serialization::asYaml).orElse("no connector"))
              .contains(status + " " + reason);
        });
    return condition(connector, type).orElseThrow();
  }

  /** Waits until the connector is in step. */
  void awaitReady(String connector) {
    awaits(connector, "Ready", "True", "InStep");
  }

  /** Waits until a run's status is as it should be. */
  StripeSyncStatus awaitsRun(String name, Phase phase, Predicate<StripeSyncStatus> fitting) {
    await(name + " " + phase)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() ->
            assertThat(get(StripeSync.class, name))
                .hasValueSatisfying(sync ->
                    assertThat(sync.getStatus())
                        .isNotNull()
                        .matches(it -> it.phase() == phase, "phase " + phase)
                        .matches(fitting)));
    return get(StripeSync.class, name).orElseThrow().getStatus();
  }

  List<StripeSync> syncs() {
    return user().resources(StripeSync.class).inNamespace(namespace).list().getItems();
  }

  <T extends HasMetadata> Optional<T> get(Class<T> type, String name) {
    return Optional.ofNullable(user().resources(type).inNamespace(namespace).withName(name).get());
  }

  <T extends HasMetadata> T awaits(Class<T> type, String name, Predicate<T> fitting) {
    await(type.getSimpleName() + " " + name)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> get(type, name).filter(fitting).isPresent());
    return get(type, name).orElseThrow();
  }

  void awaitGone(Class<? extends HasMetadata> type, String name) {
    await("no " + type.getSimpleName() + " " + name)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> get(type, name).isEmpty());
  }

  /** Waits until the operator has nothing more to write. */
  void awaitQuiet() {
    cluster.requests().awaitQuiet(TestCluster.isReal() ? LONG_QUIET : QUIET, SOON);
  }
}
