package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Metadata as Stripe takes it: keys are merged, an empty value takes its key away. */
public final class Metadata {
  private static final int MAX_KEYS = 50;
  private static final int MAX_KEY = 40;
  private static final int MAX_VALUE = 500;

  private Metadata() {}

  /**
   * Changes an object's.
   *
   * @throws StripeError beyond 50 keys of 40 characters with values of 500
   */
  public static void merge(ObjectNode object, Form form) {
    if (form.text("metadata").filter(String::isEmpty).isPresent()) {
      object.set("metadata", Json.object());
    }
    ObjectNode metadata = object.withObject("/metadata");
    form.parts("metadata")
        .forEach((key, value) -> {
          if (key.length() > MAX_KEY || value.length() > MAX_VALUE) {
            throw StripeError.badRequest(
                null,
                "metadata",
                "Metadata keys have at most 40 characters, and values at most 500.");
          }
          if (value.isEmpty()) {
            metadata.remove(key);
          } else {
            metadata.put(key, value);
          }
        });
    if (metadata.size() > MAX_KEYS) {
      throw StripeError.badRequest(null, "metadata", "Metadata has at most 50 keys.");
    }
  }
}
