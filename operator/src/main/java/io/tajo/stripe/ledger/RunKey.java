package io.tajo.stripe.ledger;

import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a run was asked to do; an unfinished one is taken up again only by an equal wish.
 *
 * @param since null: everything
 */
public record RunKey(
    String type, SortedSet<String> resources, @Nullable Instant since, boolean rewrite) {}
