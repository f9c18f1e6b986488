/**
 * Stripe's API: stripe-java models over our own OkHttp client, limiter, retries and the parallel
 * sweep. Knows no other room.
 */
@NullMarked
package io.tajo.stripe.stripe;

import org.jspecify.annotations.NullMarked;
