/**
 * The operator: what a {@code StripeConnector} and a {@code StripeSync} ask for is brought about on
 * Kubernetes, and what comes of it is written to their status.
 */
@NullMarked
package io.tajo.stripe.controller;

import org.jspecify.annotations.NullMarked;
