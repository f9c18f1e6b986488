/** From Stripe through the ledger to Brevo: runs, reading, delivery. */
@NullMarked
package io.tajo.stripe.pipeline;

import org.jspecify.annotations.NullMarked;
