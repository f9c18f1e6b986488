package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A status and a body of the simulated Brevo. */
final class BrevoAnswer {
  /** Done, nothing to say. */
  static final BrevoAnswer NO_CONTENT = new BrevoAnswer(204, new byte[0]);

  private final int status;
  private final byte[] body;

  private BrevoAnswer(int status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  static BrevoAnswer of(int status, BrevoJson.Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = BrevoJson.MAPPER.createGenerator(bytes)) {
      content.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BrevoAnswer(status, bytes.toByteArray());
  }

  static BrevoAnswer of(int status, ObjectNode body) {
    return of(status, json -> json.writeTree(body));
  }

  static BrevoAnswer of(BrevoRefusal refusal) {
    ObjectNode body = BrevoJson.MAPPER.createObjectNode();
    body.put("code", refusal.code()).put("message", refusal.text());
    List<String> duplicates = refusal.duplicates();
    if (!duplicates.isEmpty()) {
      duplicates.forEach(body.putObject("metadata").putArray("duplicate_identifiers")::add);
    }
    return of(refusal.status(), body);
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body.clone();
  }
}
