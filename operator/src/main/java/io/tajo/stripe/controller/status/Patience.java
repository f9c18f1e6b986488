package io.tajo.stripe.controller.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.tajo.stripe.api.ConditionTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long it may take what comes by itself as a rule, until somebody has to see to it: a Secret
 * that another operator makes, a disk, an image.
 */
final class Patience {
  private static final Map<String, Duration> WITH =
      Map.of(
          "SecretMissing", Duration.ofMinutes(2),
          "DatabaseNotReady", Duration.ofMinutes(10),
          "ReceiverNotReady", Duration.ofMinutes(10));

  private Patience() {}

  /** Until it has taken too long, if ever. */
  static Optional<Duration> with(String reason) {
    return Optional.ofNullable(WITH.get(reason));
  }

  /** Adds {@code Reconciling}, or {@code Stalled} where that has taken too long. */
  static ConditionSet await(ConditionSet conditions, String reason, String message) {
    boolean late = with(reason).filter(it -> conditions.hasLasted(reason, it)).isPresent();
    return conditions.set(
        late ? ConditionTypes.STALLED : ConditionTypes.RECONCILING,
        ConditionSet.TRUE,
        reason,
        message);
  }

  /** When that will have taken too long. */
  static Optional<Instant> end(List<Condition> conditions) {
    return conditions.stream()
        .filter(it -> ConditionTypes.RECONCILING.equals(it.getType()))
        .flatMap(it ->
            with(it.getReason()).map(Instant.parse(it.getLastTransitionTime())::plus).stream())
        .findFirst();
  }
}
