/**
 * PostgreSQL: Stripe's objects as of a moment, sweep checkpoints, events on their way in and out,
 * contacts that have to be made anew, imports under way, and what was last written to Brevo.
 */
@NullMarked
package io.tajo.stripe.ledger;

import org.jspecify.annotations.NullMarked;
