/** The reconciler of {@code StripeConnector}, and one small class a dependent object. */
@NullMarked
package io.tajo.stripe.controller.connector;

import org.jspecify.annotations.NullMarked;
