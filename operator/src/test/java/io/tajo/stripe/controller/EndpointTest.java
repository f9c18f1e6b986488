package io.tajo.stripe.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.controller.endpoint.EndpointReconciler;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The webhook endpoint in Stripe that the operator keeps. */
@Tag("cluster")
class EndpointTest {
  private static final String MANAGED =
      "\"webhook\": {\"registration\": \"Managed\", \"host\": \"hooks.acme.example\"}";

  /** With an endpoint that is made. */
  private static Scene receiving() {
    Scene scene = new Scene().runsSucceed().operator();
    scene.secret("acme");
    scene.connector("acme", MANAGED);
    scene.awaits("acme", "WebhookReady", "True", "Receiving");
    return scene;
  }

  @Test
  void itIsMadeAndItsSecretIsWhereReceiversReadIt() {
    try (Scene scene = receiving()) {
      assertThat(scene.get(Secret.class, "acme-signing").orElseThrow().getData())
          .containsOnlyKeys("we_acme");
      assertThat(scene.seen("acme").orElseThrow().getStatus().webhook().endpointId())
          .isEqualTo("we_acme");
      assertThat(scene.seen("acme").orElseThrow().getFinalizers())
          .containsExactly(EndpointReconciler.FINALIZER);
      scene.awaitReady("acme");
      scene.awaitQuiet();
      scene.cluster.requests().assertNoWrites(Duration.ofSeconds(2));
    }
  }

  @Test
  void withoutThePermissionTheRestWorks() {
    try (Scene scene = new Scene().runsSucceed()) {
      scene.accounts.mayWriteWebhooks = false;
      scene.operator();
      scene.secret("acme");
      scene.connector("acme", MANAGED);

      scene.awaits("acme", "WebhookReady", "False", "PermissionMissing");
      scene.awaitReady("acme");
    }
  }

  /** A user may have one of that name for Manual registration. */
  @Test
  void aSecretOfSomebodyElseIsLeftAlone() {
    try (Scene scene = new Scene().runsSucceed().operator()) {
      scene.secret("acme");
      Secret foreign = scene.secret("acme-signing", Map.of("mine", "whsec_mine"), false);
      StripeConnector connector = scene.connector("acme", MANAGED);

      assertThat(scene.awaits("acme", "WebhookReady", "False", "EndpointProblem").getMessage())
          .contains("acme-signing was not made by the operator", "rename or delete it");
      scene.awaitReady("acme");
      scene.user().resource(connector).delete();
      scene.awaitGone(StripeConnector.class, "acme");

      Secret still = scene.get(Secret.class, "acme-signing").orElseThrow();
      assertThat(still.getData()).isEqualTo(foreign.getData());
      assertThat(still.getMetadata().getOwnerReferences()).isEmpty();
      assertThat(still.getMetadata().getLabels()).isNullOrEmpty();
    }
  }

  /** Stripe shows nobody again what was in it. */
  @Test
  void aSigningSecretThatIsDeletedIsMadeAnewAtOnce() {
    try (Scene scene = receiving()) {
      Secret signing = scene.get(Secret.class, "acme-signing").orElseThrow();

      scene.user().resource(signing).delete();

      scene.awaits(
          Secret.class,
          "acme-signing",
          it -> !it.getMetadata().getUid().equals(signing.getMetadata().getUid()));
    }
  }

  @Test
  void withoutThePermissionNothingHasToBeDeleted() {
    try (Scene scene = new Scene().runsSucceed()) {
      scene.accounts.mayWriteWebhooks = false;
      scene.operator();
      scene.secret("acme");
      scene.connector("acme", MANAGED);
      scene.awaits("acme", "WebhookReady", "False", "PermissionMissing");

      scene.connector("acme");

      await()
          .atMost(Scene.SOON)
          .until(() -> scene.seen("acme").orElseThrow().getFinalizers().isEmpty());
    }
  }

  @Test
  void itGoesWithItsConnector() {
    try (Scene scene = receiving()) {
      StripeConnector connector = scene.seen("acme").orElseThrow();

      scene.user().resource(connector).delete();

      scene.awaitGone(StripeConnector.class, "acme");
      assertThat(scene.accounts.endpoints).isEmpty();
    }
  }

  @Test
  void itGoesWhenTheSpecSaysManual() {
    try (Scene scene = receiving()) {

      scene.connector("acme");

      await()
          .atMost(Scene.SOON)
          .until(() -> scene.seen("acme").orElseThrow().getFinalizers().isEmpty());
      assertThat(scene.accounts.endpoints).isEmpty();
    }
  }

  @Test
  void aDeletionDoesNotHangForEverWhereStripeIsAway() {
    try (Scene scene = receiving()) {
      StripeConnector connector = scene.seen("acme").orElseThrow();
      scene.accounts.stripeIsAway = true;

      scene.user().resource(connector).delete();
      await()
          .atMost(Scene.SOON)
          .until(() -> scene.seen("acme").map(StripeConnector::isMarkedForDeletion).orElse(true));
      assertThat(scene.seen("acme")).isPresent();
      scene.clock.advance(Duration.ofMinutes(6));
      scene.secret("acme", Map.of("stripe", "sk_test_3", "brevo", "xkeysib-sandbox"), true);

      scene.awaitGone(StripeConnector.class, "acme");
    }
  }
}
