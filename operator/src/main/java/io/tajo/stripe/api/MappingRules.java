package io.tajo.stripe.api;

/**
 * What a schema can say of {@code spec.fieldMapping}, in CEL. {@link MappingCheck} says the same,
 * source by source, and more.
 */
final class MappingRules {
  private static final String KNOWN =
      "(source.startsWith('metadata.') && source.size() > 9)"
          + " || (source.startsWith('total_spent.') && source.size() == 15) || source in ["
          + "'email', 'name', 'first_name', 'last_name', 'phone', 'country', 'city', 'postal_code',"
          + " 'language', 'created', 'currency', 'balance', 'delinquent', 'customer_id',"
          + " 'payment_count', 'total_spent', 'average_order_value', 'total_refunded',"
          + " 'first_payment_date', 'last_payment_date', 'last_payment_amount',"
          + " 'failed_payment_count', 'dispute_count', 'subscription_status', 'subscription_id',"
          + " 'plan_name', 'plan_interval', 'subscription_start', 'trial_end',"
          + " 'current_period_end', 'cancel_at', 'mrr', 'arr', 'subscription_count',"
          + " 'subscriptions', 'open_invoice_count', 'amount_due', 'last_invoice_number',"
          + " 'last_invoice_status', 'last_invoice_url', 'upcoming_invoice_date',"
          + " 'upcoming_invoice_amount', 'last_checkout_status', 'abandoned_checkout_count',"
          + " 'checkout_recovery_url']";

  static final String SOURCES = "self.all(source, " + KNOWN + ")";

  /** Names the first that is unknown. */
  static final String UNKNOWN_SOURCE =
      "'there is no source ' + self.filter(source, !("
          + KNOWN
          + "))[0] + ': docs/mapping.md lists them, with metadata.KEY and total_spent.CUR'";

  private static final String NAME = "self[source].matches('^[A-Za-z0-9_]+$')";

  static final String NAMES = "self.all(source, " + NAME + ")";

  /** Names the first that is none. */
  static final String NO_NAME =
      "self[self.filter(source, !"
          + NAME
          + ")[0]] + ' is no Brevo attribute: a name consists of A-Z, 0-9 and _'";

  /** Quadratic: 150 entries of 100 characters stay within what an API server grants one rule. */
  static final String ONCE =
      "self.all(one, self.exists_one(other,"
          + " self[one].upperAscii() == self[other].upperAscii()))";

  static final String IDENTIFIER =
      "self.all(source, source == 'email' || self[source].upperAscii() != 'EMAIL')";

  static final String RESERVED =
      "self.all(source, !(self[source].upperAscii() in ['EXT_ID', 'BLACKLIST']))";

  static final String PHONES =
      "self.all(source, source == 'phone' || source.startsWith('metadata.')"
          + " || !(self[source].upperAscii() in ['SMS', 'WHATSAPP', 'LANDLINE_NUMBER']))";

  private MappingRules() {}
}
