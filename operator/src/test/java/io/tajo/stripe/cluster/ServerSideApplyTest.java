package io.tajo.stripe.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Server-side apply, as Kubernetes documents it.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/">Server-side
 *     apply</a>
 */
class ServerSideApplyTest {
  private static final TestCluster CLUSTER = TestCluster.open();
  private String namespace = "";

  @BeforeEach
  void namespace() {
    namespace = CLUSTER.namespace("apply");
  }

  @AfterAll
  static void close() {
    CLUSTER.close();
  }

  private GenericKubernetesResource apply(String manager, boolean force, String yaml) {
    return apply(manager, force, "", yaml);
  }

  private GenericKubernetesResource apply(
      String manager, boolean force, String subresource, String yaml) {
    GenericKubernetesResource object =
        Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    object.getMetadata().setNamespace(namespace);
    PatchContext context =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(manager)
            .withForce(force)
            .build();
    var resource = CLUSTER.client().resource(object);
    return subresource.isEmpty()
        ? resource.patch(context)
        : resource.subresource(subresource).patch(context);
  }

  private static String fields(GenericKubernetesResource object, String manager) {
    return object.getMetadata().getManagedFields().stream()
        .filter(entry -> entry.getManager().equals(manager))
        .map(entry -> Serialization.asJson(entry.getFieldsV1()))
        .findFirst()
        .orElse("");
  }

  private static String configMap(String data) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: one}
    data: {%s}
    """
        .formatted(data);
  }

  private static String deployment(String container) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: one}
    spec:
      selector: {matchLabels: {app: one}}
      template:
        metadata: {labels: {app: one}}
        spec:
          containers:
          - {name: app, image: "app:1"%s}
    """
        .formatted(container);
  }

  @Test
  void makesWhatIsMissing() {
    var made = apply("a", false, configMap("x: '1'"));
    assertThat(made.getMetadata().getUid()).isNotEmpty();
    assertThat(made.getMetadata().getCreationTimestamp()).isNotEmpty();
    assertThat(made.getMetadata().getManagedFields())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.getOperation()).isEqualTo("Apply");
          assertThat(entry.getFieldsType()).isEqualTo("FieldsV1");
        });
    assertThat(fields(made, "a")).isEqualTo("{\"f:data\":{\"f:x\":{}}}");
  }

  /** Who owns what, after a and then b have applied; and what is left of a's x. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x: '1'           | y: '2'           | false | {x=1, y=2} | {f:x}      | {f:y}",
        "x: '1'           | x: '1'           | false | {x=1}      | {f:x}      | {f:x}",
        "x: '1'           | x: '2'           | true  | {x=2}      | ''         | {f:x}",
        "x: '1', y: '1'   | x: '2'           | true  | {x=2, y=1} | {f:y}      | {f:x}",
        "x: '1', y: '1'   | y: '1', z: '3'   | false | {x=1, y=1, z=3} | {f:x,f:y} | {f:y,f:z}",
      })
  void ownersShare(
      String first, String second, boolean force, String data, String ofA, String ofB) {
    apply("a", false, configMap(first));
    var both = apply("b", force, configMap(second));
    assertThat(both.getAdditionalProperties().get("data")).hasToString(data);
    assertThat(brief(fields(both, "a"))).isEqualTo(ofA);
    assertThat(brief(fields(both, "b"))).isEqualTo(ofB);
  }

  private static String brief(String fields) {
    return fields.replaceAll("\\{\"f:data\":|:\\{}|\"|}$", "");
  }

  @Test
  void conflictNamesFieldAndManager() {
    apply("a", false, configMap("x: '1'"));
    assertThatThrownBy(() -> apply("b", false, configMap("x: '2'")))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409))
        .hasMessageContaining("conflict")
        .hasMessageContaining(".data.x");
  }

  @Test
  void whatAnotherWroteByHandIsAConflictToo() {
    apply("a", false, configMap("x: '1'"));
    CLUSTER
        .user()
        .configMaps()
        .inNamespace(namespace)
        .withName("one")
        .edit(map -> {
          map.getData().put("x", "by hand");
          return map;
        });
    assertThatThrownBy(() -> apply("a", false, configMap("x: '1'")))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    var mended = apply("a", true, configMap("x: '1'"));
    assertThat(mended.getAdditionalProperties().get("data")).hasToString("{x=1}");
  }

  @Test
  void whatIsNoLongerAppliedGoesUnlessAnotherOwnsIt() {
    apply("a", false, configMap("x: '1', y: '1', z: '1'"));
    apply("b", false, configMap("y: '1'"));
    var left = apply("a", false, configMap("z: '1'"));
    assertThat(left.getAdditionalProperties().get("data")).hasToString("{y=1, z=1}");
  }

  @Test
  void whatNobodyAppliedStays() {
    apply("a", false, configMap("x: '1'"));
    CLUSTER
        .user()
        .configMaps()
        .inNamespace(namespace)
        .withName("one")
        .edit(map -> {
          map.getData().put("extra", "by hand");
          return map;
        });
    var left = apply("a", false, configMap("z: '1'"));
    assertThat(left.getAdditionalProperties().get("data")).hasToString("{extra=by hand, z=1}");
  }

  @Test
  void applyingTheSameAgainWritesNothing() {
    var first = apply("a", false, deployment(", ports: [{containerPort: 80}]"));
    CLUSTER.steered().settle();
    var before = CLUSTER.user().resource(first).get();
    var second = apply("a", false, deployment(", ports: [{containerPort: 80}]"));
    assertThat(second.getMetadata().getResourceVersion())
        .isEqualTo(before.getMetadata().getResourceVersion());
    assertThat(second.getMetadata().getManagedFields())
        .isEqualTo(before.getMetadata().getManagedFields());
    assertThat(second.getMetadata().getGeneration()).isEqualTo(1);
  }

  @Test
  void defaultsBelongToNobody() {
    var made = apply("a", false, deployment(", ports: [{containerPort: 80}]"));
    assertThat(Serialization.asJson(made))
        .contains("\"imagePullPolicy\":\"IfNotPresent\"", "\"protocol\":\"TCP\"");
    assertThat(fields(made, "a"))
        .isEqualTo(
            "{\"f:spec\":{\"f:selector\":{},\"f:template\":{\"f:metadata\":{\"f:labels\":{\"f:app\":{}}},"
                + "\"f:spec\":{\"f:containers\":{\"k:{\\\"name\\\":\\\"app\\\"}\":{\".\":{},\"f:image\":{},"
                + "\"f:name\":{},\"f:ports\":{\"k:{\\\"containerPort\\\":80,\\\"protocol\\\":\\\"TCP\\\"}\":"
                + "{\".\":{},\"f:containerPort\":{}}}}}}}}}");
  }

  /** Lists within a container: what a applies, then b; and what they hold once a applies c. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "env | {name: A, value: '1'} | {name: B, value: '2'} | {name: C, value: '3'} | name | B,C",
        "env | {name: A, value: '1'} | {name: A, value: '1'} | {name: C, value: '3'} | name | A,C",
        "ports | {containerPort: 1} | {containerPort: 2} | {containerPort: 3} | containerPort | 2,3",
        "ports | {containerPort: 1} | {containerPort: 1, protocol: UDP} | {containerPort: 1} |"
            + " protocol | TCP,UDP",
        "volumeMounts | {name: v, mountPath: /a} | {name: v, mountPath: /b} |"
            + " {name: v, mountPath: /c} | mountPath | /b,/c",
        "args | one | two | three | | three",
      })
  void listsMergeByTheirKeys(
      String list, String first, String second, String third, String key, String left) {
    apply("a", false, deployment(", %s: [%s]".formatted(list, first)));
    boolean atomic = list.equals("args");
    apply("b", atomic, deployment(", %s: [%s]".formatted(list, second)));
    var last = apply("a", atomic, deployment(", %s: [%s]".formatted(list, third)));
    List<Object> items = last.get("spec", "template", "spec", "containers", 0, list);
    assertThat(items)
        .extracting(item -> key == null ? item : ((Map<?, ?>) item).get(key))
        .extracting(String::valueOf)
        .containsExactlyInAnyOrder(left.split(","));
  }

  @Test
  void statusIsASubresource() {
    var made =
        apply(
            "a",
            true,
            """
            apiVersion: connectors.tajo.io/v1alpha1
            kind: StripeSync
            metadata: {name: one}
            spec: {connector: acme, type: Full}
            status: {observedGeneration: 7}
            """);
    assertThat(made.getAdditionalProperties()).doesNotContainKey("status");
    var told =
        apply(
            "a",
            true,
            "status",
            """
            apiVersion: connectors.tajo.io/v1alpha1
            kind: StripeSync
            metadata: {name: one}
            spec: {connector: other, type: Full}
            status: {observedGeneration: 1}
            """);
    assertThat(told.<Object>get("spec", "connector")).isEqualTo("acme");
    assertThat(told.<Object>get("status", "observedGeneration")).isEqualTo(1);
    assertThat(told.getMetadata().getGeneration()).isEqualTo(1);
    assertThat(told.getMetadata().getManagedFields())
        .extracting(entry -> entry.getOperation() + ":" + entry.getSubresource())
        .containsExactlyInAnyOrder("Apply:null", "Apply:status");
  }

  @Test
  void generationCountsWhatIsWanted() {
    apply("a", false, deployment(""));
    var relabelled =
        apply("a", false, deployment("").replace("{name: one}", "{name: one, labels: {x: y}}"));
    assertThat(relabelled.getMetadata().getGeneration()).isEqualTo(1);
    var scaled =
        apply("a", false, deployment("").replace("spec:\n  sel", "spec:\n  replicas: 2\n  sel"));
    assertThat(scaled.getMetadata().getGeneration()).isEqualTo(2);
  }
}
