package io.tajo.stripe.controller.status;

import static io.tajo.stripe.controller.status.ConditionSet.FALSE;
import static io.tajo.stripe.controller.status.ConditionSet.TRUE;

import io.tajo.stripe.api.ConditionTypes;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import java.util.List;
import java.util.Optional;

/** {@code CredentialsValid}: whether both accounts take their keys. */
final class CredentialsCondition {
  private static final String TYPE = ConditionTypes.CREDENTIALS_VALID;

  private CredentialsCondition() {}

  /** Adds it. */
  static void add(ConditionSet conditions, Observation seen) {
    if (seen.checks().isEmpty()) {
      conditions.keep(
          TYPE, seen.unanswered().isPresent() ? "Unanswered" : "Asking", standing(seen));
      return;
    }
    List<Check> checks = seen.checks().get();
    Optional<String> refused = Checks.refusal(checks);
    List<Check> missing =
        Checks.failed(checks).filter(check -> !check.name().equals(Check.WEBHOOK)).toList();
    if (refused.isPresent()) {
      conditions.set(TYPE, FALSE, "Refused", refused.get());
    } else if (!missing.isEmpty()) {
      conditions.set(
          TYPE,
          TRUE,
          "Incomplete",
          "The keys are taken, but not all is in place: "
              + (missing.size() > 1
                  ? Sentence.open(missing.getFirst().sentence())
                  : missing.getFirst().sentence())
              + (missing.size() > 1 ? "; " + (missing.size() - 1) + " more in status.checks" : ""));
    } else {
      conditions.set(TYPE, TRUE, "Accepted", "Stripe and Brevo take the keys");
    }
  }

  /** How a connection test stands that has not ended. */
  static String standing(Observation seen) {
    return seen.unanswered()
        .map(why -> Sentence.open(why) + ". It is tried again.")
        .orElse("The connection test has not ended yet");
  }
}
