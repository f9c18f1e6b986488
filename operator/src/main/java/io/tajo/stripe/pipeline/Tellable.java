package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.BrevoFailure;
import io.tajo.stripe.ledger.LedgerException;
import io.tajo.stripe.stripe.StripeFailure;

/** What logs and reports may say of a failure. */
final class Tellable {
  private Tellable() {}

  /** The message of our own failures; of others the place, as they may quote a person's data. */
  static String of(RuntimeException failure) {
    return switch (failure) {
      case StripeFailure _, BrevoFailure _, LedgerException _ ->
          String.valueOf(failure.getMessage());
      default -> {
        StackTraceElement[] trace = failure.getStackTrace();
        yield failure.getClass().getSimpleName() + (trace.length == 0 ? "" : " at " + trace[0]);
      }
    };
  }
}
