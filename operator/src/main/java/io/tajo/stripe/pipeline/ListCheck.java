package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.contact.Lists;

/** Looks once whether Brevo has the connector's lists. Thread-safe. */
final class ListCheck {
  private final Brevo brevo;
  private final Lists lists;
  private boolean looked;
  private boolean missing;

  ListCheck(Brevo brevo, Lists lists) {
    this.brevo = brevo;
    this.lists = lists;
  }

  /**
   * Looks, unless it has.
   *
   * @throws ListsMissing where one is missing
   */
  synchronized void require() {
    if (!looked) {
      missing = !new BrevoSetup(brevo).missingLists(lists).isEmpty();
      looked = true;
    }
    if (missing) {
      throw new ListsMissing();
    }
  }

  /** Whether one was found missing. */
  synchronized boolean foundMissing() {
    return missing;
  }
}
