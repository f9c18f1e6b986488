package io.tajo.stripe.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run in the history.
 *
 * @param finishedAt null while it goes on, or was killed
 * @param outcome {@link Runs#SUCCEEDED}, {@link Runs#ABANDONED}, or what it was finished with
 */
public record RunRecord(
    long id,
    RunKey key,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String outcome) {}
