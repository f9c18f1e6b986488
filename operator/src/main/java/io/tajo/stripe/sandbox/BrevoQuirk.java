package io.tajo.stripe.sandbox;

/**
 * A behaviour that only a real account can settle: without it, the sandbox does the harshest that
 * is documented or was seen.
 */
public enum BrevoQuirk {
  /** {@code emailBlacklisted: true} in the PUT that changes the e-mail counts; else it is lost. */
  REASSERTED_BLOCKLIST_KEPT,
  /** An import that updates leaves the blocklist flags alone; else it overwrites them. */
  IMPORT_KEEPS_BLOCKLIST,
  /** An import leaves out a number that another contact has; else the whole row. */
  IMPORT_DROPS_NUMBER_ONLY,
  /** A process tells of left out rows in numbers (SDK 5.0.1); else by URLs of CSV files or null. */
  IMPORT_INFO_COUNTS,
  /**
   * An update that clashes has the code duplicate_parameter; else invalid_parameter, seen since May
   * 2026 (pass-culture-main PR 22628).
   */
  UPDATE_CONFLICT_IS_DUPLICATE,
  /** POST /events/batch has the limit of POST /events; else it is one of the hundred an hour. */
  EVENT_BATCHES_ARE_EVENTS,
  /** The header x-sib-ratelimit-reset is in milliseconds; else in seconds. */
  RESET_IN_MILLISECONDS;

  /** What POST /contacts/batch does when it knows no such contact. */
  public enum UnknownInBatch {
    /** 404 "No contact found for indexes 3,4", nothing is written (brevo-php#7). */
    NOT_FOUND,
    /** 400, nothing is written. */
    INVALID,
    /** 204, the others are written. */
    SKIPPED,
    /** 207 with successIds and failureIds, refused entries among the latter. */
    PARTIAL
  }
}
