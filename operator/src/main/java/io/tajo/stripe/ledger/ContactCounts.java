package io.tajo.stripe.ledger;

/**
 * How many contacts this connector has to do with in Brevo.
 *
 * @param written accepted by Brevo
 * @param rejected refused by Brevo as a whole
 * @param withholding accepted without some value, which another contact holds
 */
public record ContactCounts(long written, long rejected, long withholding) {}
