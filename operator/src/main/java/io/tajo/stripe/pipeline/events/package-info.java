/** Stripe's events: what they say, what they change in the ledger, what Brevo hears of them. */
@NullMarked
package io.tajo.stripe.pipeline.events;

import org.jspecify.annotations.NullMarked;
