package io.tajo.stripe.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.api.StripeSyncStatus.Phase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From `kubectl apply` until Brevo is in step. */
@Tag("cluster")
class FirstLifeTest {
  @Test
  void aConnectorComesUpAndIsInStepAndThenNothingIsWritten() {
    try (Scene scene = new Scene().runsSucceed().operator()) {
      scene.secret("acme");
      scene.connector("acme");

      scene.awaitReady("acme");

      assertThat(scene.get(StatefulSet.class, "acme-database")).isPresent();
      assertThat(scene.get(Deployment.class, "acme-receiver")).isPresent();
      assertThat(scene.syncs())
          .singleElement()
          .satisfies(sync -> {
            assertThat(sync.getSpec().type())
                .as("which kubectl shows")
                .isEqualTo(StripeSyncSpec.Type.FULL);
            assertThat(sync.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
            assertThat(sync.getStatus().objects()).isPositive();
            assertThat(sync.getStatus().written()).isPositive();
            if (scene.cluster.canSteer()) {
              assertThat(sync.getStatus().objects()).isEqualTo(13);
              assertThat(sync.getStatus().written()).isEqualTo(6);
            }
          });
      var status = scene.seen("acme").orElseThrow().getStatus();
      assertThat(status.connected()).isTrue();
      assertThat(status.synced().customers()).isPositive();
      assertThat(status.contacts().created()).isPositive();
      if (scene.cluster.canSteer()) {
        assertThat(status.synced().customers()).isEqualTo(7);
        assertThat(status.contacts().created()).isEqualTo(4);
      }
      assertThat(status.lastFullSyncTime()).isNotNull();
      assertThat(status.nextSyncTime()).isAfter(status.lastFullSyncTime());

      scene.awaitQuiet();
      scene.cluster.requests().assertNoWrites(Duration.ofSeconds(3));
    }
  }

  @Test
  void theSecretMayComeAfterTheConnector() {
    try (Scene scene = new Scene().runsSucceed().operator()) {
      scene.connector("acme");
      assertThat(scene.awaits("acme", "Ready", "False", "SecretMissing").getMessage())
          .contains("Secret acme", "connectors.tajo.io/secret=true");

      scene.secret("acme");

      scene.awaitReady("acme");
    }
  }

  @Test
  void aSecretWithoutTheLabelIsNotRead() {
    try (Scene scene = Scene.withoutPods().operator()) {
      scene.secret("acme", Map.of("stripe", "sk_test_1", "brevo", "xkeysib-sandbox"), false);
      scene.connector("acme");

      scene.awaits("acme", "Ready", "False", "SecretMissing");
      assertThat(scene.accounts.tests).hasValue(0);
    }
  }

  @Test
  void aWrongKeyIsMended() {
    try (Scene scene = new Scene().runsSucceed().operator()) {
      scene.secret("acme", Map.of("stripe", FakeAccounts.WRONG, "brevo", "xkeysib-sandbox"), true);
      scene.connector("acme");
      assertThat(scene.awaits("acme", "Ready", "False", "CredentialsRefused")).isNotNull();
      scene.awaits("acme", "Stalled", "True", "CredentialsRefused");
      assertThat(scene.syncs()).isEmpty();

      scene.secret("acme");

      scene.awaitReady("acme");
    }
  }

  @Test
  void whatRunsGoesOnWhenItsSecretIsDeleted() {
    try (Scene scene = new Scene().runsSucceed().operator()) {
      Secret secret = scene.secret("acme");
      scene.connector("acme");
      scene.awaitReady("acme");

      scene.user().resource(secret).delete();

      scene.awaits("acme", "Ready", "False", "SecretMissing");
      assertThat(scene.get(Deployment.class, "acme-receiver")).isPresent();
      assertThat(scene.get(StripeSync.class, scene.syncs().getFirst().getMetadata().getName()))
          .isPresent();
    }
  }

  /** Such as one whose host and path somebody else has already. */
  @Test
  void anIngressThatIsRefusedHoldsUpNoRuns() {
    try (Scene scene = new Scene().runsSucceed()) {
      scene.cluster.steered().failing("patch", "ingresses", 422, 50);
      scene.operator();
      scene.secret("acme");
      scene.connector(
          "acme", "\"webhook\": {\"host\": \"hooks.acme.example\", \"expose\": {\"ingress\": {}}}");

      assertThat(scene.awaits("acme", "Ready", "False", "PartlyApplied").getMessage())
          .startsWith("receiver-ingress: the test wants this to fail");
      await().atMost(Scene.SOON).until(() -> !scene.syncs().isEmpty());
      scene.awaits("acme", "SyncHealthy", "True", "Complete");
      assertThat(scene.awaits("acme", "Ready", "False", "PartlyApplied").getMessage())
          .as("however often it was tried")
          .startsWith("receiver-ingress");
    }
  }
}
