/**
 * The webhook endpoint in Stripe that the operator keeps for a connector whose spec says Managed.
 */
@NullMarked
package io.tajo.stripe.controller.endpoint;

import org.jspecify.annotations.NullMarked;
