package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.StripeConnectorStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a run went.
 *
 * @param problems what stayed unread or unwritten and what to do about it, a sentence each
 * @param dryRun what would have been written, of a dry run
 * @param success whether nothing stayed unread or unwritten
 */
public record RunReport(
    StripeConnectorStatus status,
    List<String> problems,
    Optional<DryRun> dryRun,
    Duration took,
    boolean success) {}
