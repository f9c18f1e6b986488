package io.tajo.stripe.stripe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A server that answers what a test says, and a client of it that never really pauses. */
final class FakeStripe implements AutoCloseable {
  static final String EMPTY = "{\"object\":\"list\",\"has_more\":false,\"data\":[]}";
  static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");

  final MockWebServer server = new MockWebServer();
  final List<String> sent = new ArrayList<>();
  final Stripe stripe;

  FakeStripe() {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    StripeSettings settings =
        new StripeSettings(
            URI.create(server.url("/prefix").toString()),
            "rk_test_secretOfMine",
            "acct_1",
            5_000,
            5_000,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
    Traffic traffic =
        new Traffic() {
          @Override
          public void sent(String endpoint) {
            sent.add(endpoint);
          }
        };
    stripe = new Stripe(settings, InstantSource.fixed(NOW), traffic, pause -> {}, new Random(1));
  }

  FakeStripe answers(int status, String body) {
    return answers(new MockResponse.Builder().code(status).body(body));
  }

  FakeStripe answers(MockResponse.Builder response) {
    server.enqueue(response.build());
    return this;
  }

  RecordedRequest request() {
    try {
      RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
      if (request == null) {
        throw new AssertionError("No request came");
      }
      return request;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The next request's line after the prefix, and its body. */
  String said() {
    return said(request());
  }

  static String said(RecordedRequest request) {
    String line = request.getMethod() + " " + request.getTarget().replaceFirst("^/prefix", "");
    return request.getBody() == null || request.getBodySize() == 0
        ? line
        : line + " " + request.getBody().string(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    stripe.close();
    server.close();
  }
}
