package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.Account;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.Run;
import io.tajo.stripe.stripe.Stripe;
import java.util.List;

/**
 * A ledger belongs to one pair of accounts: with another, all that it remembers would be wrong, and
 * everybody in it would seem to have been deleted.
 */
final class AccountPins {
  /** Fewer known customers than this may all have gone in a small account. */
  private static final int ENOUGH = 10;

  private final Ledger ledger;
  private final Tally tally;

  AccountPins(Ledger ledger, Tally tally) {
    this.ledger = ledger;
    this.tally = tally;
  }

  /** Whether the keys are of the accounts that the ledger was filled from. */
  boolean fit(Plan plan, Account brevo) {
    String account = plan.account() == null ? "" : " " + plan.account();
    boolean stripeFits =
        pinned("stripe", (plan.live() ? "live" : "test") + account, "Stripe account or mode");
    return pinned("brevo", brevo.organization(), "Brevo organisation") && stripeFits;
  }

  private boolean pinned(String key, String value, String what) {
    boolean fits = ledger.facts().pin("account." + key, value).equals(value);
    if (!fits) {
      foreign(what);
    }
    return fits;
  }

  private void foreign(String what) {
    tally.lastingProblem(
        "the keys are of another "
            + what
            + " than the one that this database was filled from: correct the keys, or use a database"
            + " (--data, --database) of its own for it; nothing was written");
  }

  /**
   * Whether a sweep that is complete was of the same account: it showed a customer known before, or
   * Stripe remembers some that it did not show.
   */
  boolean sameCustomers(Stripe stripe, Run run) {
    if (ledger.contacts().anySeenIn(run.id())) {
      return true;
    }
    List<String> unseen = ledger.objects().customersNotSeenIn(run.id(), "", ENOUGH);
    boolean same = unseen.size() < ENOUGH || unseen.stream().anyMatch(stripe::remembersCustomer);
    if (!same) {
      foreign("Stripe account");
    }
    return same;
  }
}
