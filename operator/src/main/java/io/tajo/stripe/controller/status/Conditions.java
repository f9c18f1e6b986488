package io.tajo.stripe.controller.status;

import static io.tajo.stripe.controller.status.ConditionSet.FALSE;
import static io.tajo.stripe.controller.status.ConditionSet.TRUE;

import io.fabric8.kubernetes.api.model.Condition;
import io.tajo.stripe.api.ConditionTypes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of a run: {@code Complete}, and what kstatus asks for. */
public final class Conditions {
  /** Why a run failed that would fail the same again. */
  public static final String REFUSED = "Refused";

  private Conditions() {}

  /**
   * As they are now.
   *
   * @param over whether the run has ended, well or not
   * @param message why; how far it is, is no part of it
   */
  public static List<Condition> ofRun(
      @Nullable List<Condition> before,
      @Nullable Long generation,
      Instant now,
      boolean succeeded,
      boolean over,
      String reason,
      String message) {
    ConditionSet conditions = new ConditionSet(before, generation, now);
    conditions.set(ConditionTypes.COMPLETE, succeeded ? TRUE : FALSE, reason, message);
    if (!over) {
      conditions.set(ConditionTypes.RECONCILING, TRUE, reason, message);
    } else if (!succeeded) {
      conditions.set(ConditionTypes.STALLED, TRUE, reason, message);
    }
    return conditions.list();
  }
}
