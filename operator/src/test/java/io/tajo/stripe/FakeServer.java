package io.tajo.stripe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A server that answers what a test says, in that order, and remembers what it was asked. */
public final class FakeServer implements AutoCloseable {
  private final MockWebServer server = new MockWebServer();

  /** Starts at once, on any port. */
  public FakeServer() {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server itself. */
  public MockWebServer server() {
    return server;
  }

  public String url(String path) {
    return server.url(path).toString();
  }

  public void answers(MockResponse.Builder response) {
    server.enqueue(response.build());
  }

  /** The next request; a test that asks for one expects it. */
  public RecordedRequest request() {
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

  /** A request's line, and its body. */
  public static String said(RecordedRequest request) {
    String line = request.getMethod() + " " + request.getTarget();
    return request.getBody() == null || request.getBodySize() == 0
        ? line
        : line + " " + request.getBody().string(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.close();
  }
}
