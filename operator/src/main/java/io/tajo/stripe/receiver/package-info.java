/** HTTP for Stripe's webhooks: verify, hand over, answer; and the health port. */
@NullMarked
package io.tajo.stripe.receiver;

import org.jspecify.annotations.NullMarked;
