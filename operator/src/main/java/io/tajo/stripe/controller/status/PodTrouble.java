package io.tajo.stripe.controller.status;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/** What keeps a pod from running, as Kubernetes says it. */
public final class PodTrouble {
  private static final int LONGEST = 500;

  /** How the command line begins the line that says why it ended. */
  private static final String NAMED = "stripe-connector: ";

  private PodTrouble() {}

  /** What a container said last that ended before says more than that it ended. */
  private static String why(ContainerStatus container) {
    return Optional.ofNullable(container.getLastState())
        .map(ContainerState::getTerminated)
        .map(ContainerStateTerminated::getMessage)
        .flatMap(PodTrouble::cause)
        .map(line -> Bounds.cut(line, LONGEST))
        .orElse(container.getState().getWaiting().getMessage());
  }

  /** The last line in which the command line names a cause; without one, the last line. */
  private static Optional<String> cause(String log) {
    List<String> lines = log.lines().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .filter(line -> line.startsWith(NAMED))
        .reduce((_, last) -> last)
        .map(line -> line.substring(NAMED.length()))
        .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast()));
  }

  /** An image that cannot be pulled, a Secret that is gone, no node that has room. */
  public static Optional<String> of(Pod pod) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    Optional<String> waiting =
        pod.getStatus().getContainerStatuses().stream()
            .filter(it -> it.getState() != null && it.getState().getWaiting() != null)
            .filter(it -> it.getState().getWaiting().getMessage() != null)
            .map(it -> it.getState().getWaiting().getReason() + ": " + why(it))
            .findFirst();
    return waiting.or(() ->
        pod.getStatus().getConditions().stream()
            .filter(it -> "PodScheduled".equals(it.getType()) && "False".equals(it.getStatus()))
            .map(it -> it.getReason() + ": " + it.getMessage())
            .findFirst());
  }
}
