package io.tajo.stripe.controller.status;

import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What the checks of a connection test mean for a connector. */
public final class Checks {
  private Checks() {}

  /** What a run would fail of. */
  public static Optional<Check> problem(List<Check> checks) {
    return credentialProblem(checks).or(() -> listProblem(checks));
  }

  /** A list that Brevo lacks: nothing is written without. */
  public static Optional<Check> listProblem(List<Check> checks) {
    return failed(checks).filter(check -> check.name().startsWith(Check.LIST)).findFirst();
  }

  /** Whether an account refuses its key. */
  public static Optional<Check> credentialProblem(List<Check> checks) {
    return failed(checks)
        .filter(check -> check.name().equals(Check.STRIPE) || check.name().equals(Check.BREVO))
        .findFirst();
  }

  static Stream<Check> failed(List<Check> checks) {
    return checks.stream().filter(check -> check.status() == CheckStatus.FAILED);
  }

  static String message(Check check) {
    return check.name() + ": " + Objects.requireNonNullElse(check.message(), "it failed");
  }
}
