package io.tajo.stripe.profile;

/** A product: its name is the plan's name. */
public record ProductRow(String id, String name) {}
