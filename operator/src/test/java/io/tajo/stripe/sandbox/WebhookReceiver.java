package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;

/** An endpoint that keeps what it is sent. */
final class WebhookReceiver implements AutoCloseable {
  /** One attempt. */
  record Received(String signature, String agent, String body) {
    JsonNode json() {
      return StripeCaller.parse(body);
    }

    String id() {
      return json().path("id").asText();
    }
  }

  final List<Received> all = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /**
   * @param status what the n-th attempt, from 0, is answered
   */
  WebhookReceiver(IntUnaryOperator status) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int answer;
            synchronized (this) {
              answer = status.applyAsInt(all.size());
              all.add(
                  new Received(
                      exchange.getRequestHeaders().getFirst("Stripe-Signature"),
                      exchange.getRequestHeaders().getFirst("User-Agent"),
                      new String(body, StandardCharsets.UTF_8)));
            }
            if (answer / 100 == 3) {
              exchange.getResponseHeaders().set("Location", url());
            }
            exchange.sendResponseHeaders(answer, -1);
          }
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/stripe";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
