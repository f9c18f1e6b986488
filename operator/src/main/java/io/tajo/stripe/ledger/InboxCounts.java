package io.tajo.stripe.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the inbox stands.
 *
 * @param pending events that wait
 * @param failed events that were given up, and can be replayed
 * @param foreign events of another mode or account that were dropped
 * @param oldestPending when the oldest of those that wait was stored; null: none waits
 * @param newestDone when the newest event that was worked off was created in Stripe; null: none yet
 */
public record InboxCounts(
    long pending,
    long failed,
    long foreign,
    @Nullable Instant oldestPending,
    @Nullable Instant newestDone) {}
