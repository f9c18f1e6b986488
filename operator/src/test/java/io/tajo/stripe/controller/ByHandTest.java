package io.tajo.stripe.controller;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody deletes or edits beside the operator comes back as it was. */
@Tag("cluster")
class ByHandTest {
  private static Scene scene;

  @BeforeAll
  static void aConnectorInStep() {
    scene = Scene.inStep();
  }

  @AfterAll
  static void end() {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ConfigMap, acme-connector",
    "ServiceAccount, acme-receiver",
    "ServiceAccount, acme-sync",
    "ServiceAccount, acme-database",
    "Deployment, acme-receiver",
    "Service, acme-receiver",
    "Service, acme-database",
    "PodDisruptionBudget, acme-receiver",
    "NetworkPolicy, acme-receiver",
    "NetworkPolicy, acme-database",
    "StatefulSet, acme-database"
  })
  void whatIsDeletedByHandIsMadeAnew(String kind, String name) {
    HasMetadata there = scene.awaits(type(kind), name, _ -> true);

    scene.user().resource(there).delete();

    scene.awaits(
        type(kind),
        name,
        it -> !Objects.equals(it.getMetadata().getUid(), there.getMetadata().getUid()));
  }

  @Test
  void whatIsEditedByHandIsMended() {
    scene
        .user()
        .apps()
        .deployments()
        .inNamespace(scene.namespace)
        .withName("acme-receiver")
        .edit(deployment -> {
          deployment.getSpec().setReplicas(7);
          deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("other");
          return deployment;
        });
    scene.awaits(
        Deployment.class,
        "acme-receiver",
        it ->
            it.getSpec().getReplicas() == 2
                && it.getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .getFirst()
                    .getImage()
                    .equals(scene.settings.image()));

    scene
        .user()
        .configMaps()
        .inNamespace(scene.namespace)
        .withName("acme-connector")
        .edit(map -> {
          map.getData().put("connector.yaml", "nothing");
          return map;
        });
    scene.awaits(
        ConfigMap.class,
        "acme-connector",
        it -> it.getData().get("connector.yaml").contains("spec"));
  }

  private static Class<? extends HasMetadata> type(String kind) {
    return Map.<String, Class<? extends HasMetadata>>of(
            "ConfigMap", ConfigMap.class,
            "ServiceAccount", ServiceAccount.class,
            "Deployment", Deployment.class,
            "Service", Service.class,
            "PodDisruptionBudget", PodDisruptionBudget.class,
            "NetworkPolicy", NetworkPolicy.class,
            "StatefulSet", StatefulSet.class)
        .get(kind);
  }
}
