package io.tajo.stripe.ledger;

/** How much of a resource a run has read. */
public record Progress(long pages, long objects) {}
