/**
 * Brevo's REST API v3: one client, one limiter a rate bucket, typed errors. Knows no other room.
 */
@NullMarked
package io.tajo.stripe.brevo;

import org.jspecify.annotations.NullMarked;
