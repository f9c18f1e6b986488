package io.tajo.stripe.controller.status;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How pods stand.
 *
 * @param available whether some pods serve
 * @param settled whether all are there, in the newest form
 * @param trouble what Kubernetes says is wrong
 * @param waiting what a pod waits for, where none serves: it may come by itself
 */
public record Workload(
    boolean available, boolean settled, Optional<String> trouble, Optional<String> waiting) {
  /** Pods that are not there yet. */
  public static final Workload NONE = new Workload(false, false, Optional.empty());

  /** Of which no pod is known to wait. */
  public Workload(boolean available, boolean settled, Optional<String> trouble) {
    this(available, settled, trouble, Optional.empty());
  }

  /** The same, with what its pods say, where none serves. */
  public Workload waitingFor(Stream<Pod> pods) {
    return available
        ? this
        : new Workload(
            false, settled, trouble, pods.flatMap(pod -> PodTrouble.of(pod).stream()).findFirst());
  }

  public static Workload of(Deployment deployment) {
    @Nullable DeploymentStatus status = deployment.getStatus();
    if (status == null) {
      return NONE;
    }
    int wanted = Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
    int ready = or(status.getReadyReplicas());
    boolean observed =
        Objects.equals(status.getObservedGeneration(), deployment.getMetadata().getGeneration());
    Optional<String> trouble =
        status.getConditions().stream()
            .filter(Workload::isTrouble)
            .map(DeploymentCondition::getMessage)
            .filter(Objects::nonNull)
            .findFirst();
    return new Workload(
        ready > 0,
        observed
            && or(status.getUpdatedReplicas()) >= wanted
            && ready >= wanted
            && or(status.getReplicas()) == ready,
        trouble);
  }

  private static boolean isTrouble(DeploymentCondition condition) {
    String state = condition.getType() + " " + condition.getStatus();
    return state.equals("ReplicaFailure True") || state.equals("Progressing False");
  }

  public static Workload of(StatefulSet set) {
    @Nullable StatefulSetStatus status = set.getStatus();
    if (status == null) {
      return NONE;
    }
    boolean observed =
        Objects.equals(status.getObservedGeneration(), set.getMetadata().getGeneration());
    boolean ready = or(status.getReadyReplicas()) > 0;
    return new Workload(
        ready, observed && ready && or(status.getUpdatedReplicas()) > 0, Optional.empty());
  }

  private static int or(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
