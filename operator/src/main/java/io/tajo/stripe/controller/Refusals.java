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

  /** Whether it is no refusal of the API server, and so most likely a mistake of this program. */
  static boolean isMistake(Exception failure) {
    return refusals(failure).findAny().isEmpty();
  }

  private static boolean stays(KubernetesClientException refused) {
    return refused.getCode() >= 400
        && refused.getCode() < 500
        && refused.getCode() != 409
        && refused.getCode() != 429;
  }

  private static Stream<KubernetesClientException> refusals(Exception failure) {
    Stream<Exception> all =
        several(failure)
            .map(it -> it.getAggregatedExceptions().values().stream())
            .orElseGet(() -> Stream.of(failure));
    return all.flatMap(it -> refusal(it).stream());
  }

  /** The failures of several objects, however the library has wrapped them. */
  public static Optional<AggregatedOperatorException> several(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AggregatedOperatorException all) {
        return Optional.of(all);
      }
    }
    return Optional.empty();
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
    return several(failure)
        .map(all ->
            new TreeMap<>(all.getAggregatedExceptions())
                .entrySet().stream()
                    .map(entry -> named(entry.getKey(), entry.getValue()))
                    .collect(Collectors.joining("; ")))
        .orElseGet(() -> cause(failure));
  }

  /** An object that is in the way is named by what is said of it. */
  private static String named(String dependent, Exception failure) {
    boolean names = refusal(failure).filter(refused -> refused.getCode() == 409).isPresent();
    return names ? cause(failure) : dependent + ": " + cause(failure);
  }

  /** As kubectl is told it, as far as the answer tells. */
  private static String object(KubernetesClientException refused) {
    return Optional.ofNullable(refused.getStatus())
        .flatMap(status -> Optional.ofNullable(status.getDetails()))
        .filter(details -> details.getKind() != null && details.getName() != null)
        .map(details -> details.getKind() + "/" + details.getName())
        .orElse("an object of that name");
  }

  private static String cause(Exception failure) {
    return refusal(failure)
        .map(refused ->
            refused.getCode() == 409
                ? "there is %s already, which the operator did not make, or whose label app.kubernetes.io/managed-by was changed: put the label back (stripe-connector-operator), or rename your own"
                    .formatted(object(refused))
                : Optional.ofNullable(refused.getStatus())
                    .flatMap(status -> Optional.ofNullable(status.getMessage()))
                    .orElse("the Kubernetes API server cannot be reached"))
        .orElseGet(() -> failure.getClass().getSimpleName() + ", see the operator's log");
  }
}
