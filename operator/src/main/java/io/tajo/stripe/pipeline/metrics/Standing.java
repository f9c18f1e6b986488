package io.tajo.stripe.pipeline.metrics;

import io.tajo.stripe.ledger.InboxCounts;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a connector stands, as far as it is soon told.
 *
 * @param successes when a run last succeeded, by type: {@code full}, {@code incremental}, {@code
 *     any}
 * @param run what the newest run over all contacts found
 * @param drifted contacts that the newest full run that could tell found changed
 */
public record Standing(
    InboxCounts inbox,
    Map<String, Instant> successes,
    Optional<RunFigures> run,
    Optional<Long> drifted) {}
