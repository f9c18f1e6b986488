package io.tajo.stripe.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the server makes of objects: how it writes them, and what it refuses to change. */
class ObjectRulesTest {
  private static final TestCluster CLUSTER = TestCluster.open();

  private final KubernetesClient client = CLUSTER.user();
  private String namespace = "";

  @BeforeEach
  void namespace() {
    namespace = CLUSTER.namespace("rules");
  }

  @AfterAll
  static void close() {
    CLUSTER.close();
  }

  private static int code(Runnable doing) {
    try {
      doing.run();
      return 200;
    } catch (KubernetesClientException e) {
      return e.getCode();
    }
  }

  private GenericKubernetesResource yaml(String yaml) {
    GenericKubernetesResource object =
        Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    object.getMetadata().setNamespace(namespace);
    return object;
  }

  private static final String JOB =
      """
      apiVersion: batch/v1
      kind: Job
      metadata: {name: one}
      spec:
        template: {spec: {restartPolicy: Never, containers: [{name: a, image: "a:1"}]}}
      """;
  private static final String STATEFUL_SET =
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: one}
      spec:
        serviceName: one
        selector: {matchLabels: {app: one}}
        template: {metadata: {labels: {app: one}}, spec: {containers: [{name: a, image: "a:1"}]}}
      """;

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of(JOB, "a:1", "a:2", 422),
        Arguments.of(JOB, "template:", "backoffLimit: 0\n  template:", 200),
        Arguments.of(STATEFUL_SET, "a:1", "a:2", 200),
        Arguments.of(STATEFUL_SET, "serviceName: one", "serviceName: two", 422),
        Arguments.of(STATEFUL_SET, "app: one", "app: two", 422));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void refusesToChangeWhatIsImmutable(String before, String old, String changed, int code) {
    client.resource(yaml(before)).serverSideApply();
    assertThat(code(() -> client.resource(yaml(before.replace(old, changed))).serverSideApply()))
        .isEqualTo(code);
  }

  /** What comes back of a container's fields: never what was applied, for ever a difference. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "env: [{name: A, value: ''}]             | {\"name\":\"A\"}",
        "readinessProbe: {httpGet: {port: 1}, initialDelaySeconds: 0} | \"readinessProbe\":{\"httpGet\"",
        "resources: {requests: {cpu: 1000m}}     | {\"cpu\":\"1\"}",
        "resources: {requests: {cpu: '0.5'}}     | {\"cpu\":\"500m\"}",
        "resources: {requests: {memory: 1024Mi}} | {\"memory\":\"1Gi\"}",
        "resources: {requests: {memory: 1500Mi}} | {\"memory\":\"1500Mi\"}",
        "resources: {requests: {memory: 1000k}}  | {\"memory\":\"1M\"}",
        "env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}] | \"apiVersion\":\"v1\"",
      })
  void writesInItsOwnWay(String applied, String found) {
    String container = "{name: a, image: \"a:1\", %s}".formatted(applied);
    var made =
        client
            .resource(yaml(STATEFUL_SET.replace("{name: a, image: \"a:1\"}", container)))
            .serverSideApply();
    Object spec = made.get("spec", "template", "spec", "containers", 0);
    String json = Serialization.asJson(new TreeMap<>((Map<?, ?>) spec));
    assertThat(json).contains(found);
    assertThat(json).doesNotContain("initialDelaySeconds");
  }

  /** What the server adds where nothing is said, kind by kind. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v1 | Service | {ports: [{port: 80}]} | \"clusterIP\":\"10.",
        "v1 | Service | {ports: [{port: 80}]} | \"targetPort\":80",
        "v1 | Service | {clusterIP: None, ports: [{port: 80}]} | \"clusterIP\":\"None\"",
        "networking.k8s.io/v1 | NetworkPolicy | {podSelector: {}, egress: [{ports: [{port: 1}]}]} |"
            + " [\"Ingress\",\"Egress\"]",
        "networking.k8s.io/v1 | NetworkPolicy | {podSelector: {}, ingress: [{ports: [{port: 1}]}]} |"
            + " \"protocol\":\"TCP\"",
        "connectors.tajo.io/v1alpha1 | StripeSync | {connector: a, unheardOf: 1} |"
            + " \"spec\":{\"connector\":\"a\",\"type\":\"Full\"}",
      })
  void saysWhatNobodySaid(String apiVersion, String kind, String spec, String found) {
    var made =
        client
            .resource(
                yaml(
                    "apiVersion: %s\nkind: %s\nmetadata: {name: one}\nspec: %s"
                        .formatted(apiVersion, kind, spec)))
            .create();
    assertThat(Serialization.asJson(made)).contains(found);
  }
}
