/** What is read from Stripe, as the rows that the ledger holds. */
@NullMarked
package io.tajo.stripe.pipeline.reading;

import org.jspecify.annotations.NullMarked;
