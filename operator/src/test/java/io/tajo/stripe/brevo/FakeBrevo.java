package io.tajo.stripe.brevo;

import io.tajo.stripe.FakeServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A server that answers what a test says, and a client that talks to it in fake time. */
final class FakeBrevo implements AutoCloseable {
  /** Jitter at its least and, but for a hair, at its most. */
  static final RandomGenerator LEAST = () -> 0L;

  static final RandomGenerator MOST = () -> -1L;

  private final FakeServer fake = new FakeServer();
  final MockWebServer server = fake.server();
  final FakeTime time = new FakeTime();
  final List<String> traffic = new ArrayList<>();
  final Brevo brevo;

  FakeBrevo() {
    this(new Credentials.ApiKey("xkeysib-secret"), Duration.ofSeconds(5));
  }

  FakeBrevo(Credentials credentials, Duration timeout) {
    brevo =
        new Brevo(
            new BrevoSettings(base(), credentials, timeout),
            time,
            time,
            LEAST,
            (bucket, method, path, status, took, waited) ->
                traffic.add(bucket + " " + method + " " + path + " " + status));
  }

  URI base() {
    return URI.create(server.url("/brevo/v3").toString());
  }

  FakeBrevo answers(int status, String body) {
    server.enqueue(json(status, body).build());
    return this;
  }

  FakeBrevo answers(MockResponse.Builder response) {
    server.enqueue(response.build());
    return this;
  }

  static MockResponse.Builder json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .setHeader("Content-Type", "application/json")
        .body(body);
  }

  RecordedRequest request() {
    return fake.request();
  }

  /** The next request's line and body. */
  String said() {
    return said(request());
  }

  static String said(RecordedRequest request) {
    return FakeServer.said(request);
  }

  int requests() {
    return server.getRequestCount();
  }

  @Override
  public void close() {
    brevo.close();
    fake.close();
  }
}
