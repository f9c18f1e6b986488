package io.tajo.stripe.ledger;

/** A contact that Brevo has, by its normalised address. */
public record Known(
    String address, long brevoId, boolean emailBlacklisted, boolean smsBlacklisted) {}
