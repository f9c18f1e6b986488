package io.tajo.stripe.brevo;

/** A list of contacts. */
public record ContactList(long id, String name) {}
