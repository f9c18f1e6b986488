package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * What the sandbox says of itself to other processes, without a key: {@code
 * /sandbox/brevo/contacts}, a line of JSON a contact, {@code /sandbox/brevo/events}, a line an
 * event in the order of their arrival, and {@code /sandbox/brevo/calls}.
 */
record BrevoInspection(
    Supplier<List<BrevoContact>> contacts,
    Supplier<List<StoredEvent>> events,
    Supplier<SortedMap<String, Long>> calls) {
  private static final int BUFFER = 1 << 16;

  void handle(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
      case "GET /sandbox/brevo/contacts" -> {
        List<BrevoContact> all = contacts.get();
        send(exchange, "application/x-ndjson", json -> dump(all, json));
      }
      case "GET /sandbox/brevo/events" -> {
        List<StoredEvent> all = events.get();
        send(exchange, "application/x-ndjson", json -> tell(all, json));
      }
      case "GET /sandbox/brevo/calls" ->
          send(exchange, "application/json", json -> json.writePOJO(calls.get()));
      default -> exchange.sendResponseHeaders(404, -1);
    }
  }

  private static void dump(List<BrevoContact> contacts, JsonGenerator json) throws IOException {
    json.setRootValueSeparator(null);
    for (BrevoContact contact : contacts) {
      contact.dumpTo(json);
      json.writeRaw('\n');
    }
  }

  private static void tell(List<StoredEvent> events, JsonGenerator json) throws IOException {
    json.setRootValueSeparator(null);
    for (StoredEvent event : events) {
      json.writeStartObject();
      json.writeStringField("name", event.name());
      json.writeStringField("date", BrevoJson.time(event.date().toEpochMilli()));
      json.writeStringField("email", event.email());
      json.writeFieldName("properties");
      json.writeTree(event.properties());
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void send(HttpExchange exchange, String type, BrevoJson.Content content)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), BUFFER);
        JsonGenerator json = BrevoJson.MAPPER.createGenerator(out)) {
      content.writeTo(json);
    }
  }
}
