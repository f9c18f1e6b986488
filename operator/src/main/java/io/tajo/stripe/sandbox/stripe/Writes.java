package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests that change something, one at a time. */
final class Writes {
  private final Map<Resource, Writer> writers = new EnumMap<>(Resource.class);
  private final Idempotency idempotency = new Idempotency();

  void add(Resource resource, Writer writer) {
    writers.put(resource, writer);
  }

  /** Whether a resource can be written: its list, or one of its objects. */
  boolean serves(String method, @Nullable Resource resource, boolean one) {
    return resource != null
        && writers.containsKey(resource)
        && (method.equals("POST") || (method.equals("DELETE") && one));
  }

  synchronized String answer(HttpExchange exchange, Resource resource, @Nullable String id)
      throws IOException {
    String method = exchange.getRequestMethod();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String type =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
    if (!body.isEmpty() && !type.startsWith("application/x-www-form-urlencoded")) {
      throw StripeError.of(
          400, null, null, "Invalid request: send application/x-www-form-urlencoded, not " + type);
    }
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    String request = method + " " + exchange.getRequestURI().getPath() + " " + body;
    boolean keyed = key != null && method.equals("POST");
    String earlier = keyed ? idempotency.earlier(key, request) : null;
    if (earlier != null) {
      exchange.getResponseHeaders().set("Idempotent-Replayed", "true");
      return earlier;
    }
    Writer writer = writers.get(resource);
    if (writer == null) {
      throw new IllegalStateException("nothing writes " + resource);
    }
    String answer = Json.MAPPER.writeValueAsString(write(writer, method, id, Form.parse(body)));
    if (keyed) {
      idempotency.keep(key, request, answer);
    }
    return answer;
  }

  private static ObjectNode write(Writer writer, String method, @Nullable String id, Form form) {
    if (id == null) {
      return writer.create(form);
    }
    return method.equals("DELETE") ? writer.delete(id) : writer.update(id, form);
  }
}
