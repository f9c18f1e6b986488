package io.tajo.stripe.pipeline;

import io.tajo.stripe.contact.Lists;
import io.tajo.stripe.contact.Shown;
import io.tajo.stripe.pipeline.DryRun.Difference;
import io.tajo.stripe.profile.CustomerRow;
import io.tajo.stripe.profile.Explained;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one contact is made of, as far as the ledger knows. Personal data: for the screen of who
 * asked, never for a log.
 */
public sealed interface Explanation {
  /**
   * A contact.
   *
   * @param at the instant at which its figures hold
   * @param customers those with the address, newest first; none: a guest's
   * @param attributes line by line of the mapping
   */
  record Contact(
      Instant at,
      Freshness ledger,
      List<CustomerRow> customers,
      Explained explained,
      List<Shown> attributes,
      List<Lists.Place> lists,
      Write write)
      implements Explanation {
    @Override
    public String toString() {
      return "Contact[…]";
    }
  }

  /**
   * There is no contact to explain.
   *
   * @param message why, and what to do; without an address
   * @param ledger null where there is none
   */
  record NoContact(Reason reason, String message, @Nullable Freshness ledger)
      implements Explanation {}

  /** Why there is none. */
  enum Reason {
    /** There is no ledger, or no full sync has filled it. */
    NO_LEDGER("NoLedger"),
    UNKNOWN_CUSTOMER("UnknownCustomer"),
    UNKNOWN_ADDRESS("UnknownAddress"),
    /** The customer is known and makes no contact. */
    NO_CONTACT("NoContact"),
    /** The contact was written, and nobody has its address any more. */
    LEFT("Left");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    /** In one word: {@code UnknownCustomer}. */
    public String word() {
      return word;
    }

    /** Whether whoever was asked for is known here. */
    public boolean isKnown() {
      return this == NO_CONTACT || this == LEFT;
    }
  }

  /**
   * What would be written to Brevo now.
   *
   * @param action null: nothing
   * @param fields what would change against what was last written, by attribute, {@code list 20} or
   *     {@code blocklisted}
   * @param notes what else decides what is written, in sentences
   */
  record Write(
      DryRun.@Nullable Action action, SortedMap<String, Difference> fields, List<String> notes) {}

  /**
   * How new the ledger is.
   *
   * @param fullSync when the last full sync ended that read everything
   * @param lastSync the same of the last sync of any type
   * @param newestEvent when the newest event was created in Stripe that was worked off
   * @param waitingEvents events that were stored and are not yet worked off
   */
  record Freshness(
      @Nullable Instant fullSync,
      @Nullable Instant lastSync,
      @Nullable Instant newestEvent,
      long waitingEvents) {}
}
