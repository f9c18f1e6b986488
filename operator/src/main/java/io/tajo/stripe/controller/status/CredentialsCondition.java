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
  static final String UNANSWERED =
      "Stripe or Brevo did not answer the connection test in time; it is tried again";

  private CredentialsCondition() {}

  /** Adds it. */
  static void add(ConditionSet conditions, Observation seen) {
    if (seen.checks().isEmpty()) {
      conditions.keep(
          TYPE,
          seen.unanswered() ? "Unanswered" : "Asking",
          seen.unanswered() ? UNANSWERED : "The connection test is going on");
      return;
    }
    List<Check> checks = seen.checks().get();
    Optional<Check> refused = Checks.credentialProblem(checks);
    List<Check> missing =
        Checks.failed(checks).filter(check -> !check.name().equals(Check.WEBHOOK)).toList();
    if (refused.isPresent()) {
      conditions.set(TYPE, FALSE, "Refused", Checks.message(refused.get()));
    } else if (!missing.isEmpty()) {
      conditions.set(
          TYPE,
          TRUE,
          "Incomplete",
          "The keys are taken, but not all is in place: "
              + Checks.message(missing.getFirst())
              + (missing.size() > 1 ? "; " + (missing.size() - 1) + " more in status.checks" : ""));
    } else {
      conditions.set(TYPE, TRUE, "Accepted", "Stripe and Brevo take the keys");
    }
  }
}
