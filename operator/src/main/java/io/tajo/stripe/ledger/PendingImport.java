package io.tajo.stripe.ledger;

import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * An import that was begun and has not ended.
 *
 * @param processId Brevo's; null: it is not known whether Brevo took the request
 * @param lists that its contacts are put in
 * @param blocklist whether its contacts are made blocklisted
 * @param refused whether Brevo did not take the request: its rows are to be written otherwise
 * @param rows that are not settled yet
 */
public record PendingImport(
    long id,
    @Nullable Long processId,
    Instant startedAt,
    SortedSet<Long> lists,
    boolean blocklist,
    boolean refused,
    long rows) {}
