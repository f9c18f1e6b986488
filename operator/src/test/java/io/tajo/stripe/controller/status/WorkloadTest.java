package io.tajo.stripe.controller.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How pods stand, from what Kubernetes says of their Deployment or StatefulSet of generation 2. */
class WorkloadTest {
  /** Two receivers are wanted; what is 0 Kubernetes leaves out. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                                         | false | false |",
        "observedGeneration: 2                                    | false | false |",
        "observedGeneration: 2, replicas: 2, updatedReplicas: 2   | false | false |",
        "observedGeneration: 2, replicas: 2, updatedReplicas: 2, readyReplicas: 1 | true | false |",
        "observedGeneration: 2, replicas: 2, updatedReplicas: 2, readyReplicas: 2 | true | true |",
        "observedGeneration: 1, replicas: 2, updatedReplicas: 2, readyReplicas: 2 | true | false |",
        "observedGeneration: 2, replicas: 3, updatedReplicas: 2, readyReplicas: 2 | true | false |",
        "observedGeneration: 2, replicas: 3, updatedReplicas: 1, readyReplicas: 3 | true | false |",
        "observedGeneration: 2, conditions: [{type: ReplicaFailure, status: 'True', message: quota}]"
            + " | false | false | quota",
        "observedGeneration: 2, conditions: [{type: Progressing, status: 'False', message: timeout}]"
            + " | false | false | timeout",
        "observedGeneration: 2, conditions: [{type: Progressing, status: 'True', message: fine},"
            + " {type: Available, status: 'False', message: none}] | false | false |"
      })
  void deployments(
      @Nullable String status, boolean available, boolean settled, @Nullable String trouble) {
    String yaml =
        "kind: Deployment\nmetadata: {generation: 2}\nspec: {replicas: 2}\n%s"
            .formatted(status == null ? "" : "status: {" + status + "}");

    assertThat(Workload.of(Serialization.unmarshal(yaml, Deployment.class)))
        .isEqualTo(new Workload(available, settled, Optional.ofNullable(trouble)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                                            | false | false",
        "observedGeneration: 2, replicas: 1, updatedReplicas: 1      | false | false",
        "observedGeneration: 2, readyReplicas: 1, updatedReplicas: 1 | true  | true",
        "observedGeneration: 2, readyReplicas: 1                     | true  | false",
        "observedGeneration: 1, readyReplicas: 1, updatedReplicas: 1 | true  | false"
      })
  void statefulSets(@Nullable String status, boolean available, boolean settled) {
    String yaml =
        "kind: StatefulSet\nmetadata: {generation: 2}\nspec: {replicas: 1}\n%s"
            .formatted(status == null ? "" : "status: {" + status + "}");

    assertThat(Workload.of(Serialization.unmarshal(yaml, StatefulSet.class)))
        .isEqualTo(new Workload(available, settled, Optional.empty()));
  }
}
