package io.tajo.stripe.pipeline.metrics;

import io.tajo.stripe.ledger.Counts;
import java.util.Map;

/**
 * What a ledger holds, which takes whole tables to count.
 *
 * @param listed contacts in each list of the spec, by its name there
 * @param rejected contacts that Brevo refuses
 * @param bytes of its database, with all that is in it
 * @param readsLeft of the budget of reads of Stripe
 */
public record Holdings(
    Counts counts, Map<String, Long> listed, long rejected, long bytes, long readsLeft) {}
