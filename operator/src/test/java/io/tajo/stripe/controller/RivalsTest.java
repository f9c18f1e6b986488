package io.tajo.stripe.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.tajo.stripe.api.StripeConnector;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two connectors of one Brevo organisation that claim the same there: each would undo the other.
 */
class RivalsTest {
  private static final String OTHERS =
      """
      "brevo": {"apiKey": {"name": "acme", "key": "brevo"}, "lists": {"allCustomers": 30},
                "attributePrefix": "EU_", "consent": {"newContacts": "Blocklisted"}}
      """;

  private static String document(Scene scene, String connector) {
    return scene
        .awaits(ConfigMap.class, connector + "-connector", _ -> true)
        .getData()
        .get("connector.yaml");
  }

  private static List<String> withRuns(Scene scene) {
    return scene.syncs().stream().map(it -> it.getSpec().connector()).distinct().sorted().toList();
  }

  @Test
  void theYoungerStandsStillUntilItClaimsNothingOfTheOlder() {
    try (Scene scene = new Scene().runsSucceed()) {
      scene.accounts.organizations.put("acme", "one");
      scene.accounts.organizations.put("twin", "one");
      scene.operator();
      scene.secret("acme");
      scene.connector("acme");
      scene.awaitReady("acme");

      scene.connector("twin");

      assertThat(scene.awaits("twin", "Ready", "False", "BrevoClaimed").getMessage())
          .contains(scene.namespace + "/acme", "list 20", "spec.brevo.lists");
      await().atMost(Scene.SOON).until(() -> document(scene, "twin").contains("suspend: true"));
      scene.awaits("twin", "Stalled", "True", "BrevoClaimed");
      assertThat(withRuns(scene)).containsExactly("acme");
      assertThat(scene.get(Deployment.class, "twin-receiver")).as("events are kept").isPresent();
      scene.awaitReady("acme");
      assertThat(document(scene, "acme")).doesNotContain("suspend");

      scene.connector("twin", OTHERS);

      scene.awaitReady("twin");
      assertThat(document(scene, "twin")).doesNotContain("suspend");
    }
  }

  /** Its receivers would write what they find in a ledger from before. */
  @Test
  void nothingIsWrittenBeforeItsOrganisationIsKnown() {
    try (Scene scene = new Scene().runsSucceed()) {
      scene.operator();
      scene.secret("acme");
      scene.connector("acme");
      scene.awaitReady("acme");
      scene.accounts.hanging.addAll(List.of("twin", "other"));

      scene.connector("twin");
      scene.connector("other", OTHERS);

      assertThat(document(scene, "twin")).contains("suspend: true");
      assertThat(document(scene, "other")).doesNotContain("suspend");
    }
  }

  @Test
  void itTakesThePlaceOfOneThatGoes() {
    try (Scene scene = new Scene().runsSucceed()) {
      scene.accounts.organizations.put("acme", "one");
      scene.accounts.organizations.put("twin", "one");
      scene.secret("acme");
      StripeConnector older = scene.connector("acme");
      scene.clock.advance(java.time.Duration.ofSeconds(2));
      scene.connector("twin");
      scene.operator();
      scene.awaitReady("acme");
      scene.awaits("twin", "Ready", "False", "BrevoClaimed");

      scene.user().resource(older).delete();
      scene.awaitGone(StripeConnector.class, "acme");
      scene.touch("acme");

      scene.awaitReady("twin");
    }
  }
}
