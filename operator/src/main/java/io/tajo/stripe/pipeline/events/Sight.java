package io.tajo.stripe.pipeline.events;

import io.tajo.stripe.ledger.Rows;
import java.time.Instant;

/**
 * What was seen of Stripe because of an event.
 *
 * @param asOf the objects are at least as new as this; whole seconds
 * @param fromEvent whether it is what the event shows, which counts only if it is newer than what
 *     is known; else it was read after the event
 */
record Sight(Rows rows, Instant asOf, boolean fromEvent) {}
