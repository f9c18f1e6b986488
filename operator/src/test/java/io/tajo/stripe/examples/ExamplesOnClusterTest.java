package io.tajo.stripe.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.tajo.stripe.cluster.Cluster;
import io.tajo.stripe.cluster.TestCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An API server takes each object of the examples, as far as it knows its kind. */
@Tag("cluster")
class ExamplesOnClusterTest {
  private static TestCluster cluster;
  private static String namespace;

  @BeforeAll
  static void open() {
    cluster = TestCluster.open();
    if (cluster instanceof Cluster mock) {
      mock.withGatewayApi();
    }
    namespace = cluster.namespace("examples");
  }

  @AfterAll
  static void close() {
    cluster.close();
  }

  /** One object of a file. */
  record Row(String file, ObjectNode object) {
    String apiVersion() {
      return object.path("apiVersion").asText();
    }

    String kind() {
      return object.path("kind").asText();
    }

    @Override
    public String toString() {
      return file + " " + kind();
    }
  }

  /** Namespaces are left out: a test has one of its own. */
  static List<Row> objects() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (var file : ExamplesTest.files().toList()) {
      for (JsonNode document : Example.read(file).documents()) {
        Row row = new Row(Example.DIRECTORY.relativize(file).toString(), document.deepCopy());
        if (!row.apiVersion().startsWith("kustomize.config.k8s.io/")
            && !row.kind().equals("Namespace")) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("objects")
  void isTaken(Row row) {
    if (!row.apiVersion().startsWith("connectors.tajo.io/") && !isKnown(row)) {
      System.out.println("Skipped: the cluster has no " + row.apiVersion() + " of " + row);
      Assumptions.abort("the cluster has no such kind");
    }
    ObjectNode metadata = (ObjectNode) row.object().path("metadata");
    metadata.put("namespace", namespace);
    if (!metadata.has("name")) { // For kubectl create, which lets the server make one up.
      metadata.put("name", metadata.path("generateName").asText() + "x7k2p");
    }

    HasMetadata applied =
        cluster
            .user()
            .resource(new KubernetesSerialization().<HasMetadata>unmarshal(row.object().toString()))
            .fieldManager("test")
            .serverSideApply();

    assertThat(applied.getMetadata().getName()).isEqualTo(metadata.path("name").asText());
    assertThat(applied.getMetadata().getUid()).isNotEmpty();
  }

  private static boolean isKnown(Row row) {
    try {
      APIResourceList known = cluster.user().getApiResources(row.apiVersion());
      return known != null
          && known.getResources().stream().anyMatch(it -> it.getKind().equals(row.kind()));
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404) {
        return false;
      }
      throw e;
    }
  }
}
