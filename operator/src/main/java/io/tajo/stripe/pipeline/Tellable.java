package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.BrevoFailure;
import io.tajo.stripe.contact.MappingException;
import io.tajo.stripe.ledger.LedgerException;
import io.tajo.stripe.stripe.StripeFailure;

/** What logs and reports may say of a failure. */
public final class Tellable {
  private Tellable() {}

  /** The message of our own failures; of others the place, as they may quote a person's data. */
  public static String of(RuntimeException failure) {
    return switch (failure) {
      case StripeFailure _, BrevoFailure _, LedgerException _ ->
          String.valueOf(failure.getMessage());
      case MappingException wrong -> String.valueOf(wrong.getMessage());
      default -> {
        StackTraceElement[] trace = failure.getStackTrace();
        yield failure.getClass().getSimpleName() + (trace.length == 0 ? "" : " at " + trace[0]);
      }
    };
  }

  /** Whether every further try would end so, until a key, a permission or a setting is mended. */
  public static boolean lasts(RuntimeException failure) {
    return switch (failure) {
      case StripeFailure.PermissionMissing _, StripeFailure.WrongMode _ -> true;
      case StripeFailure stripe -> stripe.concernsWholeAccount();
      case BrevoFailure.InvalidCredentials _,
          BrevoFailure.UnknownAddress _,
          BrevoFailure.NotPermitted _,
          MappingException _ ->
          true;
      case LedgerException ledger ->
          switch (ledger.kind()) {
            case LOGIN, MISSING, NOT_ALLOWED, TOO_OLD -> true;
            case UNREACHABLE, DISK_FULL, IN_USE, FAILED -> false;
          };
      default -> false;
    };
  }
}
