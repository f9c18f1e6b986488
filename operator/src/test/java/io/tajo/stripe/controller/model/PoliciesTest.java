package io.tajo.stripe.controller.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.tajo.stripe.controller.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may talk to whom. */
class PoliciesTest {
  private static Desired desired(Map<String, String> environment, String... more) {
    return new Desired(
        Samples.connector("acme", more),
        new PodSettings("a", "b", Optional.empty(), List.of(), Optional.empty(), environment),
        _ -> "postgresql://u:p@pg:6432/c");
  }

  private static JsonNode spec(Object policy) {
    return new KubernetesSerialization().convertValue(policy, JsonNode.class).path("spec");
  }

  private static JsonNode yaml(String text) {
    return Serialization.unmarshal(text, JsonNode.class);
  }

  @Test
  void receiversAndRunsReachDnsHttpsAndTheirOwnDatabase() {
    assertThat(spec(desired(Map.of()).podPolicy()))
        .isEqualTo(
            yaml(
                """
                podSelector:
                  matchLabels: {app.kubernetes.io/name: stripe-connector, app.kubernetes.io/instance: acme}
                  matchExpressions:
                    - {key: app.kubernetes.io/component, operator: In, values: [receiver, sync]}
                policyTypes: [Ingress, Egress]
                ingress:
                  - ports: [{protocol: TCP, port: 8080}]
                  - from: [{namespaceSelector: {}}]
                    ports: [{protocol: TCP, port: 8081}]
                egress:
                  - ports: [{protocol: UDP, port: 53}, {protocol: TCP, port: 53}, {protocol: UDP, port: 5353}, {protocol: TCP, port: 5353}]
                  - ports: [{protocol: TCP, port: 443}]
                  - to:
                      - podSelector:
                          matchLabels:
                            app.kubernetes.io/name: stripe-connector
                            app.kubernetes.io/instance: acme
                            app.kubernetes.io/component: database
                    ports: [{protocol: TCP, port: 5432}]
                """));
  }

  @Test
  void theDatabaseAnswersThemAndCallsNobody() {
    assertThat(spec(desired(Map.of()).databasePolicy().orElseThrow()))
        .isEqualTo(
            yaml(
                """
                podSelector:
                  matchLabels:
                    app.kubernetes.io/name: stripe-connector
                    app.kubernetes.io/instance: acme
                    app.kubernetes.io/component: database
                policyTypes: [Ingress, Egress]
                ingress:
                  - from:
                      - podSelector:
                          matchLabels: {app.kubernetes.io/name: stripe-connector, app.kubernetes.io/instance: acme}
                          matchExpressions:
                            - {key: app.kubernetes.io/component, operator: In, values: [receiver, sync]}
                    ports: [{protocol: TCP, port: 5432}]
                """));
  }

  @Test
  void theUsersDatabaseMayBeAnywhereOnItsPort() {
    Desired desired =
        desired(
            Map.of(),
            "\"store\": {\"postgres\": {\"url\": {\"name\": \"acme\", \"key\": \"pg\"}}}");
    assertThat(spec(desired.podPolicy()).path("egress").path(2))
        .isEqualTo(yaml("ports: [{protocol: TCP, port: 6432}]"));
    assertThat(desired.databasePolicy()).isEmpty();
  }

  /** A proxy, or simulated accounts, may be on any port. */
  @ParameterizedTest
  @CsvSource({
    "HTTPS_PROXY, http://proxy:3128, false",
    "HTTPS_PROXY, proxy:3128, false",
    "HTTP_PROXY, proxy, false",
    "STRIPE_API_BASE, http://sandbox:8090, false",
    "BREVO_API_BASE, http://sandbox:8090/v3, false",
    "HTTPS_PROXY, '', true",
    "NO_PROXY, '.svc,10.0.0.0/8', true",
    "STRIPE_CONNECTOR_TEXT_LIMIT, 500, true"
  })
  void callsAreHeldBackWhereTheyGoToStripeAndBrevoThemselves(
      String name, String value, boolean heldBack) {
    assertThat(spec(desired(Map.of(name, value)).podPolicy()).path("policyTypes").toString())
        .isEqualTo(heldBack ? "[\"Ingress\",\"Egress\"]" : "[\"Ingress\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://u:p@host:6432/db, 6432",
    "jdbc:postgresql://host:6433/db?user=u, 6433",
    "postgres://u:p@host/db, 5432",
    "'postgresql://u:p@h1:6432,h2:6433,h3/db', 5432 6432 6433",
    "'jdbc:postgresql://h1:6432,h2:6433/db?targetServerType=primary', 6432 6433",
    "postgresql://u:p@[fd00::1]:6432/db, 6432",
    "postgresql://u:p@[fd00::1]/db, 5432",
    "postgresql://u:a@b@host:6432/db, 6432",
    "postgresql://host:+/db, 5432",
    "not a url, 5432"
  })
  void portsComeFromTheUrl(String url, String ports) {
    assertThat(Store.ports(url)).map(String::valueOf).containsExactly(ports.split(" ", -1));
  }
}
