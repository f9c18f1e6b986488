/**
 * PostgreSQL: Stripe's objects as of a moment, sweep checkpoints, and what was last written to
 * Brevo.
 */
@NullMarked
package io.tajo.stripe.ledger;

import org.jspecify.annotations.NullMarked;
