/** Simulated Stripe and Brevo accounts over HTTP, as strict as the real ones. */
@NullMarked
package io.tajo.stripe.sandbox;

import org.jspecify.annotations.NullMarked;
