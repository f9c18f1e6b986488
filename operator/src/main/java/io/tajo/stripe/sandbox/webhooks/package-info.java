/** The simulated Stripe's webhooks: endpoints, and the delivery of events to them. */
@NullMarked
package io.tajo.stripe.sandbox.webhooks;

import org.jspecify.annotations.NullMarked;
