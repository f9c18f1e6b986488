package io.tajo.stripe.controller.status;

import static java.util.Comparator.comparing;

import io.fabric8.kubernetes.api.model.Condition;
import io.tajo.stripe.api.ConditionTypes;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.api.StripeSyncStatus;
import io.tajo.stripe.api.StripeSyncStatus.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a connector's runs have come to. */
public final class Outcomes {
  private static final Set<String> NOT_STARTING =
      Set.of("PodNotRunning", "PodNotStarting", "JobRefused");

  private final List<StripeSync> ended;
  private final List<StripeSync> going;
  private final Optional<StripeSync> stuck;

  /** Of runs in any order; dry runs do not count. */
  public Outcomes(List<StripeSync> syncs) {
    List<StripeSync> real =
        syncs.stream().filter(sync -> !Boolean.TRUE.equals(sync.getSpec().dryRun())).toList();
    this.going = real.stream().filter(sync -> !hasEnded(sync)).toList();
    // One that writes nothing keeps others from starting all the same.
    this.stuck =
        going.isEmpty() ? Optional.empty() : syncs.stream().filter(Outcomes::isStuck).findFirst();
    this.ended =
        real.stream()
            .filter(Outcomes::hasEnded)
            .sorted(
                comparing(Outcomes::end)
                    .thenComparing(sync -> sync.getMetadata().getCreationTimestamp())
                    .thenComparing(sync -> sync.getMetadata().getName())
                    .reversed())
            .toList();
  }

  /** Whether a run is over. */
  public static boolean hasEnded(StripeSync sync) {
    @Nullable StripeSyncStatus status = sync.getStatus();
    return status != null && (status.phase() == Phase.SUCCEEDED || status.phase() == Phase.FAILED);
  }

  /** When a run that is over ended. */
  public static Instant end(StripeSync sync) {
    return Optional.ofNullable(sync.getStatus())
        .flatMap(status -> Optional.ofNullable(status.completionTime()))
        .orElseGet(() -> Instant.parse(sync.getMetadata().getCreationTimestamp()));
  }

  public static boolean succeeded(StripeSync sync) {
    @Nullable StripeSyncStatus status = sync.getStatus();
    return status != null && status.phase() == Phase.SUCCEEDED;
  }

  /** Whether another try would fail the same. */
  static boolean wasRefused(StripeSync sync) {
    return reason(sync).equals(Optional.of(Conditions.REFUSED));
  }

  private static boolean isStuck(StripeSync sync) {
    return !hasEnded(sync) && reason(sync).filter(NOT_STARTING::contains).isPresent();
  }

  /** Of its condition {@code Complete}. */
  public static Optional<String> reason(StripeSync sync) {
    return Optional.ofNullable(sync.getStatus())
        .flatMap(status -> Optional.ofNullable(status.conditions()))
        .stream()
        .flatMap(List::stream)
        .filter(condition -> ConditionTypes.COMPLETE.equals(condition.getType()))
        .map(Condition::getReason)
        .findFirst();
  }

  /** Whether a run reads all of the history, and not only some resources or what is newer. */
  public static boolean isFull(StripeSync sync) {
    StripeSyncSpec spec = sync.getSpec();
    return spec.type() != StripeSyncSpec.Type.INCREMENTAL
        && (spec.resources() == null || spec.resources().isEmpty())
        && spec.since() == null;
  }

  /** Whether one goes on, or waits. */
  boolean isGoing() {
    return !going.isEmpty();
  }

  /** One that cannot start, and keeps others from starting. */
  Optional<StripeSync> stuck() {
    return stuck;
  }

  /** One that has a Job, and may write. */
  Optional<StripeSync> working() {
    return going.stream()
        .filter(sync -> sync.getStatus() != null && sync.getStatus().job() != null)
        .findFirst();
  }

  /** The last one that ended, whatever it was. */
  Optional<StripeSync> last() {
    return ended.stream().findFirst();
  }

  /** When the newest of some that ended well did. */
  public Optional<Instant> lastSuccess(Predicate<StripeSync> which) {
    return ended.stream().filter(which).filter(Outcomes::succeeded).findFirst().map(Outcomes::end);
  }

  /** What the newest run tells that tells it at all; else what was known before. */
  <T> @Nullable T newest(
      Function<StripeSyncStatus, @Nullable T> field,
      @Nullable StripeConnectorStatus before,
      Function<StripeConnectorStatus, @Nullable T> known) {
    return ended.stream()
        .flatMap(sync -> Optional.ofNullable(sync.getStatus()).stream())
        .flatMap(status -> Optional.ofNullable(field.apply(status)).stream())
        .findFirst()
        .orElseGet(() -> before == null ? null : known.apply(before));
  }
}
