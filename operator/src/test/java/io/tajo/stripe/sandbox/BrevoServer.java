package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;

/** A Brevo sandbox on a port of its own, called over HTTP, with a clock that only tests move. */
final class BrevoServer implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile Instant now = START;
  final BrevoSandbox brevo;

  BrevoServer(BrevoOptions options) {
    InstantSource clock = () -> now;
    brevo = new BrevoSandbox(options, clock);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", brevo);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** An account without rate limits, for tests of other things. */
  static BrevoOptions.Builder options() {
    return BrevoOptions.builder().plan(BrevoOptions.Plan.UNLIMITED);
  }

  /** A status, a JSON body (missing where there is none) and the response it came in. */
  record Answer(int status, JsonNode json, HttpResponse<String> response) {
    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Answer get(String path) {
    return send("GET", path, "");
  }

  Answer post(String path, String json) {
    return send("POST", path, json);
  }

  Answer put(String path, String json) {
    return send("PUT", path, json);
  }

  Answer send(String method, String path, String json) {
    HttpRequest.Builder request =
        request(path).header("api-key", BrevoOptions.API_KEY).header("Content-Type", JSON);
    return send(
        request.method(
            method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
  }

  private static final String JSON = "application/json";

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://localhost:" + server.getAddress().getPort() + path));
  }

  Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      boolean json = response.headers().firstValue("Content-Type").orElse("").equals(JSON);
      return new Answer(
          response.statusCode(),
          json ? BrevoJson.MAPPER.readTree(response.body()) : BrevoJson.MAPPER.missingNode(),
          response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
  }
}
