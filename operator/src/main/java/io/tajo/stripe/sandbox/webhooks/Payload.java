package io.tajo.stripe.sandbox.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Json;
import java.io.UncheckedIOException;

/** The body of a delivery: JSON with two blanks a level, as Stripe sends it. */
final class Payload {
  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter WRITER =
      Json.MAPPER.writer(
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                      .withObjectEmptySeparator("")
                      .withArrayEmptySeparator(""))
              .withObjectIndenter(INDENT)
              .withArrayIndenter(INDENT));

  private Payload() {}

  /**
   * An event in an endpoint's version; of another version than the account's only the name differs.
   */
  static String of(ObjectNode event, ObjectNode endpoint) {
    ObjectNode sent = event.deepCopy();
    if (endpoint.path("api_version").isTextual()) {
      sent.set("api_version", endpoint.path("api_version"));
    }
    try {
      return WRITER.writeValueAsString(sent);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
