/**
 * The custom resources as a user writes them: {@code StripeConnector} and {@code StripeSync},
 * strictly parsed and checked.
 */
@NullMarked
package io.tajo.stripe.api;

import org.jspecify.annotations.NullMarked;
