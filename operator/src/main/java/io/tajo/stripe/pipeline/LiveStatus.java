package io.tajo.stripe.pipeline;

import io.tajo.stripe.ledger.InboxCounts;
import java.util.SortedMap;

/**
 * How a connector's events stand.
 *
 * @param contacts that are to be made anew
 * @param outgoing events for Brevo by what became of them: {@code waiting}, {@code sending}, {@code
 *     sent}, and the reasons of those that are not sent
 */
public record LiveStatus(InboxCounts inbox, long contacts, SortedMap<String, Long> outgoing) {}
