package io.tajo.stripe.controller.status;

import static java.util.Comparator.comparingInt;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.tajo.stripe.api.ConditionTypes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Conditions as they are now. The time of a transition moves only when a status does
 * (https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md).
 */
final class ConditionSet {
  static final String TRUE = "True";
  static final String FALSE = "False";
  static final String UNKNOWN = "Unknown";

  /** Unknown, and it will stay so until somebody does something. */
  static final String NOT_VERIFIED = "NotVerified";

  /** Longer messages are cut: a status is read by people. */
  private static final int LONGEST = 2_000;

  /** As people read them. One order throughout: what is merged with it stays equal. */
  private static final List<String> ORDER =
      List.of(
          ConditionTypes.READY,
          ConditionTypes.RECONCILING,
          ConditionTypes.STALLED,
          ConditionTypes.CREDENTIALS_VALID,
          ConditionTypes.WEBHOOK_READY,
          ConditionTypes.SYNC_HEALTHY,
          ConditionTypes.SUSPENDED);

  /** These are there or not: with another reason, or for another spec, they are others. */
  private static final Set<String> ANEW =
      Set.of(ConditionTypes.RECONCILING, ConditionTypes.STALLED);

  private final List<Condition> before;
  private final List<Condition> set = new ArrayList<>();
  private final @Nullable Long generation;
  private final Instant now;

  ConditionSet(@Nullable List<Condition> before, @Nullable Long generation, Instant time) {
    this.before = before == null ? List.of() : before;
    this.generation = generation;
    this.now = time.truncatedTo(ChronoUnit.SECONDS);
  }

  ConditionSet set(String type, String status, String reason, String message) {
    return set(type, status, reason, message, generation);
  }

  private ConditionSet set(
      String type, String status, String reason, String message, @Nullable Long observed) {
    String since =
        before(type)
            .filter(it -> status.equals(it.getStatus()))
            .filter(it -> !ANEW.contains(type) || isAbout(it, reason))
            .map(Condition::getLastTransitionTime)
            .orElse(now.toString());
    set.add(
        new ConditionBuilder()
            .withType(type)
            .withStatus(status)
            .withReason(reason)
            .withMessage(Bounds.cut(message, LONGEST))
            .withObservedGeneration(observed)
            .withLastTransitionTime(since)
            .build());
    return this;
  }

  private boolean isAbout(Condition condition, String reason) {
    return reason.equals(condition.getReason())
        && Objects.equals(condition.getObservedGeneration(), generation);
  }

  /** Whether it has been waited for so long, for this reason and with this spec. */
  boolean hasLasted(String reason, Duration patience) {
    return before(ConditionTypes.STALLED).filter(it -> isAbout(it, reason)).isPresent()
        || before(ConditionTypes.RECONCILING)
            .filter(it -> isAbout(it, reason))
            .map(it -> Instant.parse(it.getLastTransitionTime()).plus(patience))
            .filter(end -> !end.isAfter(now))
            .isPresent();
  }

  /** As it was, of the generation that it was found for; unknown where it was not there. */
  ConditionSet keep(String type, String otherwiseReason, String otherwiseMessage) {
    Optional<Condition> known =
        before(type)
            .filter(it -> !UNKNOWN.equals(it.getStatus()) || NOT_VERIFIED.equals(it.getReason()));
    return known.isPresent()
        ? set(
            type,
            known.get().getStatus(),
            known.get().getReason(),
            Objects.requireNonNullElse(known.get().getMessage(), ""),
            known.get().getObservedGeneration())
        : set(type, UNKNOWN, otherwiseReason, otherwiseMessage);
  }

  private Optional<Condition> before(String type) {
    return before.stream().filter(it -> type.equals(it.getType())).findFirst();
  }

  boolean isTrue(String type) {
    return set.stream().anyMatch(it -> type.equals(it.getType()) && TRUE.equals(it.getStatus()));
  }

  boolean isFalse(String type) {
    return set.stream().anyMatch(it -> type.equals(it.getType()) && FALSE.equals(it.getStatus()));
  }

  /** Whether it speaks of an older spec. */
  boolean isOld(String type) {
    return set.stream()
        .anyMatch(it ->
            type.equals(it.getType()) && !Objects.equals(it.getObservedGeneration(), generation));
  }

  List<Condition> list() {
    return set.stream().sorted(comparingInt(it -> ORDER.indexOf(it.getType()))).toList();
  }
}
