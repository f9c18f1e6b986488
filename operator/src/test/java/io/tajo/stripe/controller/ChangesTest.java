package io.tajo.stripe.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change of a connector, of its Secret or of its objects leads to. */
@Tag("cluster")
class ChangesTest {
  private static Scene scene;

  @BeforeAll
  static void aConnectorInStep() {
    scene = Scene.inStep();
  }

  @AfterAll
  static void end() {
    scene.close();
  }

  private static String podTemplate() {
    return scene
        .get(Deployment.class, "acme-receiver")
        .orElseThrow()
        .getSpec()
        .getTemplate()
        .toString();
  }

  private static String observed() {
    return String.valueOf(scene.seen("acme").orElseThrow().getStatus().observedGeneration());
  }

  /** Applies a spec and waits until the operator has worked it in. */
  private static void apply(String more) {
    long before = scene.seen("acme").orElseThrow().getMetadata().getGeneration();
    long generation =
        (more.isEmpty() ? scene.connector("acme") : scene.connector("acme", more))
            .getMetadata()
            .getGeneration();
    if (generation == before) {
      return;
    }
    await()
        .atMost(Scene.SOON)
        .untilAsserted(() -> assertThat(observed()).isEqualTo(Long.toString(generation)));
    scene.awaitQuiet();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "fieldMapping": {"email": "email", "total_spent": "SPENT"} | true
          "events": {"maxAge": "12h"}                                | true
          "metrics": {"mrr": {"churnAt": "Cancellation"}}                | true
          "logging": {"level": "verbose"}                            | true
          "suspend": true                                            | true
          "sync": {"resources": ["customers", "payments"]}           | true
          "webhook": {"allowedSourceRanges": ["3.18.12.63/32"]}      | true
          "sync": {"schedule": {"incremental": "*/5 * * * *"}}       | false
          "webhook": {"replicas": 3}                                 | false
          "store": {"image": "registry.example/postgres:other"}      | false
          """)
  void onlyWhatAProcessReadsStartsItAnew(String change, boolean restarts) {
    apply("");
    String before = podTemplate();

    apply(change);

    assertThat(!podTemplate().equals(before)).isEqualTo(restarts);
  }

  @Test
  void aNewKeyStartsReceiversAnewAndANewSigningSecretDoesNot() {
    apply("\"webhook\": {\"signingSecrets\": [{\"name\": \"acme\", \"key\": \"signing\"}]}");
    String before = podTemplate();

    scene.secret(
        "acme",
        Map.of("stripe", "sk_test_1", "brevo", "xkeysib-sandbox", "signing", "whsec_2"),
        true);
    scene.awaitQuiet();
    assertThat(podTemplate()).isEqualTo(before);

    scene.secret(
        "acme",
        Map.of("stripe", "sk_test_2", "brevo", "xkeysib-sandbox", "signing", "whsec_2"),
        true);
    await().atMost(Scene.SOON).until(() -> !podTemplate().equals(before));
  }

  @Test
  void replicasAutoscalingAndExposureComeAndGo() {
    apply(
        "\"webhook\": {\"host\": \"hooks.acme.example\", \"replicas\": 1, \"expose\": {\"ingress\": {}}}");
    assertThat(scene.get(PodDisruptionBudget.class, "acme-receiver")).isEmpty();
    assertThat(scene.get(Ingress.class, "acme-receiver")).isPresent();
    assertThat(scene.seen("acme").orElseThrow().getStatus().webhook().url())
        .isEqualTo("https://hooks.acme.example/stripe/" + scene.namespace + "/acme");

    apply("\"webhook\": {\"autoscaling\": {\"minReplicas\": 2, \"maxReplicas\": 5}}");
    assertThat(scene.get(PodDisruptionBudget.class, "acme-receiver")).isPresent();
    assertThat(scene.get(HorizontalPodAutoscaler.class, "acme-receiver")).isPresent();
    assertThat(scene.get(Ingress.class, "acme-receiver")).isEmpty();

    apply("");
    assertThat(scene.get(HorizontalPodAutoscaler.class, "acme-receiver")).isEmpty();
  }

  @Test
  void anInvalidSpecIsRefusedAndWhatRunsGoesOn() {
    apply("");
    String before = podTemplate();

    apply("\"sync\": {\"schedule\": {\"full\": \"99 3 * * 0\"}}");

    assertThat(scene.awaits("acme", "Stalled", "True", "InvalidSpec").getMessage())
        .contains("spec.sync.schedule.full");
    assertThat(podTemplate()).isEqualTo(before);
    apply("");
    scene.awaitReady("acme");
  }

  /** For a look into it, say. */
  @Test
  void aCopyOfAReceiverWithItsLabelsConfusesNobody() {
    apply("");
    Deployment receiver = scene.get(Deployment.class, "acme-receiver").orElseThrow();
    Deployment copy =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName("copy")
            .withNamespace(scene.namespace)
            .withLabels(receiver.getMetadata().getLabels())
            .endMetadata()
            .withSpec(receiver.getSpec())
            .build();
    scene.user().resource(copy).create();

    apply("\"logging\": {\"level\": \"debug\"}");

    scene.awaitReady("acme");
    scene.user().resource(copy).delete();
  }

  @Test
  void thePasswordStaysWhateverHappens() {
    apply("");
    String password = password();

    apply("\"logging\": {\"level\": \"debug\"}");
    scene.stopOperator();
    scene.operator();
    apply("");

    assertThat(password()).isEqualTo(password).hasSizeGreaterThan(40);
  }

  private static String password() {
    return scene.get(Secret.class, "acme-database").orElseThrow().getData().get("password");
  }

  @Test
  void aLargerDiskInTheSpecDoesNotStopTheRest() {
    apply("");
    apply("\"store\": {\"size\": \"20Gi\"}, \"logging\": {\"level\": \"verbose\"}");

    scene.awaitReady("acme");
    scene.awaitQuiet(); // Receivers are replaced, for they read the level.
    scene.cluster.requests().assertNoWrites(Duration.ofSeconds(2));
  }
}
