package io.tajo.stripe.ledger;

/** A contact that Brevo has, by its normalised address. */
public record KnownContact(
    String address, long brevoId, boolean emailBlacklisted, boolean smsBlacklisted) {}
