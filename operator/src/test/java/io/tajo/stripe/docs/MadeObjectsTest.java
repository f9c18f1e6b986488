package io.tajo.stripe.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.Names;
import io.tajo.stripe.controller.model.PodSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/kubernetes.md says of each object that the operator makes for a connector. */
class MadeObjectsTest {
  private static final String INGRESS = "ingress: {className: traefik}";
  private static final String GATEWAY = "gateway: {parentRefs: [{name: public}]}";

  @Test
  void areAllInTheTable() throws IOException {
    Set<String> documented = new TreeSet<>();
    for (List<String> row : Document.read("docs/kubernetes.md").rows("object | for")) {
      String cell = row.getFirst();
      String kinds = cell.substring(0, cell.indexOf('`')).strip();
      for (String kind : kinds.split(", ", -1)) {
        documented.add(kind + " " + Document.codeOf(cell).getFirst());
      }
    }

    Set<String> made = new TreeSet<>();
    for (String exposed : List.of(INGRESS, GATEWAY)) {
      made(desired(exposed)).map(MadeObjectsTest::id).forEach(made::add);
    }
    Names names = new Names("marketing", "acme");
    made.add("Secret " + names.signing());
    made.add("PersistentVolumeClaim " + disk(desired(INGRESS).database().orElseThrow()));
    made.add("StripeSync acme-full-…");
    assertThat(documented).isEqualTo(made);
  }

  private static Stream<? extends HasMetadata> made(Desired desired) {
    Stream<? extends HasMetadata> always =
        Stream.of(
            desired.document(),
            desired.receiverAccount(),
            desired.syncAccount(),
            desired.receiver(),
            desired.receiverService(),
            desired.podPolicy());
    Stream<Optional<? extends HasMetadata>> wanted =
        Stream.of(
            desired.receiverBudget(),
            desired.receiverAutoscaler(),
            desired.ingress(),
            desired.route(),
            desired.databaseAccount(),
            desired.databaseSecret("password"),
            desired.databaseService(),
            desired.database(),
            desired.databasePolicy());
    return Stream.concat(always, wanted.flatMap(Optional::stream));
  }

  private static String id(HasMetadata object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }

  private static String disk(StatefulSet set) {
    String claim = set.getSpec().getVolumeClaimTemplates().getFirst().getMetadata().getName();
    return claim + "-" + set.getMetadata().getName() + "-0";
  }

  private static Desired desired(String exposed) {
    StripeConnector connector =
        new KubernetesSerialization()
            .unmarshal(
                """
                apiVersion: connectors.tajo.io/v1alpha1
                kind: StripeConnector
                metadata: {name: acme, namespace: marketing}
                spec:
                  stripe: {secretKey: {name: acme, key: stripe-secret-key}}
                  brevo:
                    apiKey: {name: acme, key: brevo-api-key}
                    lists: {allCustomers: 20}
                    consent: {newContacts: Blocklisted}
                  webhook:
                    registration: Managed
                    host: hooks.acme.example
                    expose: {%s}
                    autoscaling: {minReplicas: 2, maxReplicas: 4}
                """
                    .formatted(exposed),
                StripeConnector.class);
    PodSettings settings =
        new PodSettings(
            "image", "postgres", Optional.empty(), List.of(), Optional.empty(), Map.of());
    return new Desired(connector, settings, ref -> "value");
  }
}
