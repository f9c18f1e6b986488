package io.tajo.stripe.pipeline;

/** Brevo lacks a configured list: that is why it refuses contacts, and no fault of theirs. */
final class ListsMissing extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ListsMissing() {
    super(
        "Brevo lacks a list that spec.brevo.lists names: create it (Contacts > Lists) or correct"
            + " the id; nothing is written until it is there");
  }
}
