package io.tajo.stripe.pipeline;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Stands before a simulated Stripe, refuses some requests for good and changes answers. */
final class StripeProxy implements AutoCloseable {
  private static final byte[] REFUSAL =
      "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"This page is broken.\"}}"
          .getBytes(StandardCharsets.UTF_8);

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;
  private final URI stripe;
  private final Predicate<String> refused;
  private final UnaryOperator<String> changed;

  /**
   * Starts it.
   *
   * @param refused which requests, by path and query
   * @param changed what is made of the body of an answer
   */
  StripeProxy(URI stripe, Predicate<String> refused, UnaryOperator<String> changed) {
    this.stripe = stripe;
    this.changed = changed;
    this.refused = refused;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = exchange.getRequestURI().toString();
      if (refused.test(request)) {
        answer(exchange, 400, REFUSAL);
        return;
      }
      HttpRequest.Builder forwarded = HttpRequest.newBuilder(URI.create(stripe + request));
      for (String header : new String[] {"Authorization", "Stripe-Version", "Stripe-Account"}) {
        String value = exchange.getRequestHeaders().getFirst(header);
        if (value != null) {
          forwarded.header(header, value);
        }
      }
      HttpResponse<String> response =
          client.send(forwarded.build(), HttpResponse.BodyHandlers.ofString());
      byte[] body = changed.apply(response.body()).getBytes(StandardCharsets.UTF_8);
      answer(exchange, response.statusCode(), body);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
