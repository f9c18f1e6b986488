package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.StripeSyncSpec;
import io.tajo.stripe.api.SyncResource;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run, as {@code StripeSync} describes it.
 *
 * @param resources what is read again, of what the connector syncs; empty: all of it
 * @param since what was created before this day (UTC) is not read again; null: everything is
 * @param dryRun whether nothing is written, only what would be is reported
 * @param rewrite whether every value is written, also unchanged ones
 */
public record RunRequest(
    StripeSyncSpec.Type type,
    Set<SyncResource> resources,
    @Nullable LocalDate since,
    boolean dryRun,
    boolean rewrite) {
  /** Everything is read; differences are written. */
  public static RunRequest full() {
    return new RunRequest(StripeSyncSpec.Type.FULL, Set.of(), null, false, false);
  }
}
