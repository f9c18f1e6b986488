package io.tajo.stripe.controller;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.AggregatedOperatorException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What went wrong while objects were kept, in words for the status. */
public final class Refusals {
  /** A restart of the API server, or a conflict, has passed by then. */
  private static final int PASSING = 2;

  private Refusals() {}

  /**
   * Whether a failure is told at this attempt: what the API server refuses at once, all else when
   * it has not passed by itself.
   *
   * @param attempt 0 for the first
   */
  public static boolean isToldAt(int attempt, Exception failure) {
    return attempt >= PASSING || refusals(failure).anyMatch(Refusals::stays);
  }

  private static boolean stays(KubernetesClientException refused) {
    return refused.getCode() >= 400
        && refused.getCode() < 500
        && refused.getCode() != 409
        && refused.getCode() != 429;
  }

  private static Stream<KubernetesClientException> refusals(Exception failure) {
    Stream<Exception> all =
        failure instanceof AggregatedOperatorException several
            ? several.getAggregatedExceptions().values().stream()
            : Stream.of(failure);
    return all.flatMap(it -> refusal(it).stream());
  }

  private static Optional<KubernetesClientException> refusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof KubernetesClientException refused) {
        return Optional.of(refused);
      }
    }
    return Optional.empty();
  }

  /** What was refused and why, one after another. */
  public static String sentence(Exception failure) {
    return failure instanceof AggregatedOperatorException several
        ? new TreeMap<>(several.getAggregatedExceptions())
            .entrySet().stream()
                .map(entry -> entry.getKey() + ": " + cause(entry.getValue()))
                .collect(Collectors.joining("; "))
        : cause(failure);
  }

  private static String cause(Exception failure) {
    return refusal(failure)
        .map(refused ->
            refused.getCode() == 409
                ? "there is an object of that name already that the operator did not make, or whose"
                    + " label app.kubernetes.io/managed-by was changed: rename or delete it"
                : Optional.ofNullable(refused.getStatus())
                    .flatMap(status -> Optional.ofNullable(status.getMessage()))
                    .orElse("the Kubernetes API server cannot be reached"))
        .orElseGet(() -> failure.getClass().getSimpleName() + ", see the operator's log");
  }
}
