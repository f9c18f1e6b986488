package io.tajo.stripe.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.tajo.stripe.api.StripeConnector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Suspension, deletion, and the end of a namespace. */
@Tag("cluster")
class EndOfLifeTest {
  @Test
  void suspendedItStandsStillAndResumedItGoesOn() {
    try (Scene scene = new Scene().runsSucceed().operator()) {
      scene.secret("acme");
      scene.connector("acme", "\"suspend\": true");
      scene.awaits("acme", "Suspended", "True", "Asked");
      scene.awaits("acme", "Ready", "False", "Suspended");
      scene.awaitQuiet();
      assertThat(scene.syncs()).isEmpty();
      assertThat(scene.get(Deployment.class, "acme-receiver")).isPresent();

      scene.connector("acme");

      scene.awaitReady("acme");
      scene.awaits("acme", "Suspended", "False", "NotAsked");
    }
  }

  @Test
  void whatItWasMadeOfGoesAndTheKeyToItsDiskStays() {
    try (Scene scene = new Scene().runsSucceed().operator()) {
      scene.secret("acme");
      StripeConnector connector = scene.connector("acme");
      scene.awaitReady("acme");

      scene.user().resource(connector).delete();

      scene.awaitGone(StripeConnector.class, "acme");
      scene.awaitGone(Deployment.class, "acme-receiver");
      scene.awaitGone(StatefulSet.class, "acme-database");
      scene.awaitGone(ConfigMap.class, "acme-connector");
      await().atMost(Scene.SOON).until(() -> scene.syncs().isEmpty());
      assertThat(scene.get(Secret.class, "acme-database")).isPresent();
      assertThat(scene.get(Secret.class, "acme")).isPresent();
    }
  }

  @Test
  void aStoreThatIsDroppedTakesItsKeyWithIt() {
    try (Scene scene = new Scene().runsSucceed().operator()) {
      scene.secret("acme");
      StripeConnector connector =
          scene.connector("acme", "\"store\": {\"whenDeleted\": \"Delete\"}");
      scene.awaitReady("acme");
      assertThat(
              scene
                  .get(StatefulSet.class, "acme-database")
                  .orElseThrow()
                  .getSpec()
                  .getPersistentVolumeClaimRetentionPolicy()
                  .getWhenDeleted())
          .isEqualTo("Delete");

      scene.user().resource(connector).delete();

      scene.awaitGone(Secret.class, "acme-database");
    }
  }

  /** Only with the connector does the disk go, not with a change of mind about the store. */
  @Test
  void anotherPostgresLeavesADiskThatWouldGoWithTheConnector() {
    try (Scene scene = new Scene().runsSucceed().operator()) {
      scene.secret("acme");
      scene.connector("acme", "\"store\": {\"whenDeleted\": \"Delete\"}");
      scene.awaitReady("acme");
      scene.secret("pg", java.util.Map.of("url", "postgresql://u:p@db.example:6432/ledger"), true);
      int mark = scene.cluster.requests().mark();

      scene.connector(
          "acme", "\"store\": {\"postgres\": {\"url\": {\"name\": \"pg\", \"key\": \"url\"}}}");

      scene.awaitGone(StatefulSet.class, "acme-database");
      assertThat(scene.cluster.requests().writesSince(mark))
          .filteredOn(it -> it.key().resource().equals("statefulsets"))
          .extracting(it -> it.verb())
          .as("it lets go of its disk first")
          .containsExactly("patch", "delete");
      await("the key to the disk stays too")
          .atMost(Scene.SOON)
          .until(() ->
              scene
                  .get(Secret.class, "acme-database")
                  .orElseThrow()
                  .getMetadata()
                  .getOwnerReferences()
                  .isEmpty());
    }
  }

  @Test
  void aNamespaceCanBeDeletedWithAllThatIsInIt() {
    try (Scene scene = new Scene().runsSucceed().operator()) {
      scene.secret("acme");
      scene.connector(
          "acme", "\"webhook\": {\"registration\": \"Managed\", \"host\": \"hooks.acme.example\"}");
      scene.awaits("acme", "WebhookReady", "True", "Receiving");

      scene.user().namespaces().withName(scene.namespace).delete();

      await()
          .atMost(Scene.SOON.plusMinutes(1))
          .until(() ->
              scene.user().resources(Namespace.class).withName(scene.namespace).get() == null);
    }
  }

  @Test
  void anotherPostgresTakesThePlaceOfItsOwn() {
    try (Scene scene = new Scene().runsSucceed().operator()) {
      scene.secret("acme");
      scene.connector("acme");
      scene.awaitReady("acme");
      scene.secret("pg", java.util.Map.of("url", "postgresql://u:p@db.example:6432/ledger"), true);

      scene.connector(
          "acme", "\"store\": {\"postgres\": {\"url\": {\"name\": \"pg\", \"key\": \"url\"}}}");

      scene.awaitGone(StatefulSet.class, "acme-database");
      assertThat(scene.get(Secret.class, "acme-database")).isPresent();
      if (scene.cluster.canSteer()) {
        scene.awaitReady("acme");
      }
    }
  }
}
