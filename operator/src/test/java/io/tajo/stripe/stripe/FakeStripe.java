package io.tajo.stripe.stripe;

import io.tajo.stripe.FakeServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A server that answers what a test says, and a client of it that never really pauses. */
final class FakeStripe implements AutoCloseable {
  static final String EMPTY = "{\"object\":\"list\",\"has_more\":false,\"data\":[]}";
  static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");

  private final FakeServer fake = new FakeServer();
  final MockWebServer server = fake.server();
  final List<String> sent = new ArrayList<>();
  final Stripe stripe;

  FakeStripe() {
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
    return fake.request();
  }

  /** The next request's line after the prefix, and its body. */
  String said() {
    return said(request());
  }

  static String said(RecordedRequest request) {
    return FakeServer.said(request).replaceFirst(" /prefix", " ");
  }

  @Override
  public void close() {
    stripe.close();
    fake.close();
  }
}
