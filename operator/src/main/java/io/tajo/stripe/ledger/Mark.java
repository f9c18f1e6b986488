package io.tajo.stripe.ledger;

/**
 * A contact that is to be made anew.
 *
 * @param revision of the last change that was known when this was read
 * @param attempts how often it was tried in vain since
 */
public record Mark(String address, long revision, int attempts) {}
