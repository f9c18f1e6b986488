package io.tajo.stripe.ledger;

import java.time.Instant;

/**
 * A run that goes on.
 *
 * @param startedAt when it was first begun
 * @param resumed whether an earlier process began it and did not end it
 */
public record Run(long id, Instant startedAt, boolean resumed) {}
