package io.tajo.stripe.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Part of a resource that is still to be read: Unix time in seconds, half open, {@link
 * Long#MAX_VALUE} without end. Those of one resource do not overlap.
 *
 * @param startingAfter the last id read of it, newest first; null: none yet
 */
public record Checkpoint(long from, long to, @Nullable String startingAfter) {}
