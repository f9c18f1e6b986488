/**
 * The simulated Stripe account: seeded objects that are functions of their index, an overlay of
 * changes, and Stripe's HTTP with its refusals.
 */
@NullMarked
package io.tajo.stripe.sandbox.stripe;

import org.jspecify.annotations.NullMarked;
