/**
 * Things that happen in the simulated Stripe account: acts that change its objects and tell of it
 * by the events that Stripe sends.
 */
@NullMarked
package io.tajo.stripe.sandbox.stripe.life;

import org.jspecify.annotations.NullMarked;
