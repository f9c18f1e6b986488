package io.tajo.stripe.ledger;

import java.time.Instant;

/**
 * An event that was given up.
 *
 * @param problem why, without personal data
 */
public record FailedEvent(String id, String type, Instant created, int attempts, String problem) {}
