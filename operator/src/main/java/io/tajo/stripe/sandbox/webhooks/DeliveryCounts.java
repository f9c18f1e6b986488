package io.tajo.stripe.sandbox.webhooks;

import java.util.List;

/**
 * What became of deliveries so far; one is an event to an endpoint.
 *
 * @param attempts requests sent
 * @param delivered deliveries that an endpoint answered with 2xx
 * @param failed deliveries given up after the last retry
 * @param lost deliveries never attempted, by a rough delivery
 * @param lastStatuses of the last 100 attempts, oldest first; 0: no answer
 */
public record DeliveryCounts(
    long attempts, long delivered, long failed, long lost, List<Integer> lastStatuses) {}
