package io.tajo.stripe.pipeline;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Refuses long imports, before Brevo sees them. */
final class ImportGate {
  /** The longest body, in bytes, that is not refused. */
  volatile long longest = Long.MAX_VALUE;

  /** Whether it has answered a request, with 400. */
  boolean refuses(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals("/v3/contacts/import")
        || Long.parseLong(exchange.getRequestHeaders().getFirst("Content-Length")) <= longest) {
      return false;
    }
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] body =
          "{\"code\":\"invalid_parameter\",\"message\":\"No\"}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(400, body.length);
      exchange.getResponseBody().write(body);
      return true;
    }
  }
}
