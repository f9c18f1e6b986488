package io.tajo.stripe.controller.status;

import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the checks of a connection test mean for a connector. */
public final class Checks {
  private Checks() {}

  /** Whether nothing keeps a run from writing. */
  public static boolean allowRuns(List<Check> checks) {
    return refusal(checks).isEmpty() && listProblem(checks).isEmpty();
  }

  /** A list that Brevo lacks: nothing is written without. */
  public static Optional<Check> listProblem(List<Check> checks) {
    return failed(checks).filter(check -> check.name().startsWith(Check.LIST)).findFirst();
  }

  /** Why an account refuses its key, or both do; empty: none does. */
  static Optional<String> refusal(List<Check> checks) {
    return failed(checks)
        .filter(check -> check.name().equals(Check.STRIPE) || check.name().equals(Check.BREVO))
        .map(Check::sentence)
        .reduce((stripe, brevo) -> stripe + " " + brevo);
  }

  static Stream<Check> failed(List<Check> checks) {
    return checks.stream().filter(check -> check.status() == CheckStatus.FAILED);
  }
}
