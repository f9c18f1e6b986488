package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the API writes of one resource; each call throws a {@link StripeError} that it refuses. */
public interface Writer {
  /** {@code POST} to the list; returns what is answered. */
  ObjectNode create(Form form);

  /** {@code POST} to one object. */
  ObjectNode update(String id, Form form);

  /** {@code DELETE} of one object. */
  ObjectNode delete(String id);
}
