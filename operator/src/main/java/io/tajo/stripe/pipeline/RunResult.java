package io.tajo.stripe.pipeline;

import io.tajo.stripe.contact.MetadataKeys;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one run came to.
 *
 * @param drift contacts that differed from what events had made of them; null: not told
 */
record RunResult(
    Tally tally,
    Checks checks,
    Coverage coverage,
    MetadataKeys keys,
    Optional<DryRun> dryRun,
    Optional<Feed.Found> feed,
    @Nullable Long drift) {}
