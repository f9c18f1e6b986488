package io.tajo.stripe.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.tajo.stripe.cluster.TestCluster;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real API server says of the rows of {@link AdmissionTest} what is expected of it there. */
@Tag("cluster")
class AdmissionOnClusterTest {
  private static TestCluster cluster;
  private static String namespace;

  @BeforeAll
  static void open() {
    cluster = TestCluster.real();
    namespace = cluster.namespace("admission");
  }

  @AfterAll
  static void close() {
    if (cluster != null) {
      cluster.close();
    }
  }

  static Stream<AdmissionRow> rows() {
    return Stream.concat(AdmissionRow.connectors(), AdmissionRow.syncs());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theServerSaysTheSame(AdmissionRow row) {
    Resource<GenericKubernetesResource> resource = resource(row.resource());
    if (row.old().isPresent()) {
      resource(row.old().get()).create();
      try {
        assertSaid(() -> resource.dryRun().update(), row.server());
      } finally {
        resource.delete();
      }
      return;
    }
    assertSaid(() -> resource.dryRun().create(), row.server());
    assertSaid(
        () -> resource.dryRun().fieldValidation(Validation.STRICT).create(),
        row.strict().or(row::server));
  }

  private static Resource<GenericKubernetesResource> resource(ObjectNode node) {
    return cluster
        .user()
        .resource(Serialization.unmarshal(node.toString(), GenericKubernetesResource.class))
        .inNamespace(namespace);
  }

  private static void assertSaid(ThrowingCallable call, Optional<String> gist) {
    KubernetesClientException refusal = catchThrowableOfType(KubernetesClientException.class, call);
    if (gist.isEmpty()) {
      assertThat(refusal).isNull();
    } else {
      assertThat(refusal).isNotNull().hasMessageContaining(gist.get());
    }
  }
}
