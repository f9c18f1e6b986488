/** The reconciler of {@code StripeSync}, and when runs are due. */
@NullMarked
package io.tajo.stripe.controller.sync;

import org.jspecify.annotations.NullMarked;
