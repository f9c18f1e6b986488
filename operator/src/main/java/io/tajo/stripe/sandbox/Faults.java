package io.tajo.stripe.sandbox;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Makes a service misbehave before or while it answers. */
final class Faults extends Filter {
  /** How a service words the refusals that this filter makes in its place. */
  enum Service {
    STRIPE(
        """
        {"error":{"code":"rate_limit","message":"Request rate limit exceeded.","type":"invalid_request_error"}}\
        """,
        """
        {"error":{"message":"An unknown error occurred","type":"api_error"}}\
        """,
        "Stripe-Rate-Limited-Reason",
        "global-concurrency"),
    BREVO(
        """
        {"code":"too_many_requests","message":"The expected rate limit is exceeded."}\
        """,
        """
        {"code":"internal_error","message":"Internal server error"}\
        """,
        "x-sib-ratelimit-reset",
        "1");

    private final String tooMany;
    private final String error;
    private final String header;
    private final String value;

    Service(String tooMany, String error, String header, String value) {
      this.tooMany = tooMany;
      this.error = error;
      this.header = header;
      this.value = value;
    }
  }

  private static final String HTML = "<html><body><h1>502 Bad Gateway</h1></body></html>";

  private final Service service;
  private final FaultOptions options;
  private final AtomicLong requests = new AtomicLong();

  Faults(Service service, FaultOptions options) {
    this.service = service;
    this.options = options;
  }

  @Override
  public String description() {
    return "faults of " + service;
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    SplittableRandom chance =
        new SplittableRandom(options.seed() * 1_000_003 + requests.incrementAndGet());
    double drawn = chance.nextDouble(100);
    if ((drawn -= options.tooMany()) < 0) {
      exchange.getResponseHeaders().set(service.header, service.value);
      answer(exchange, 429, service.tooMany, "application/json");
    } else if ((drawn -= options.errors()) < 0) {
      switch (chance.nextInt(3)) {
        case 0 -> answer(exchange, 500, service.error, "application/json");
        case 1 -> answer(exchange, 500, HTML, "text/html");
        default -> answer(exchange, 500, "", "text/plain");
      }
    } else if ((drawn -= options.resets()) < 0) {
      reset(exchange, chain, chance.nextBoolean());
    } else {
      if (drawn - options.truncated() < 0) {
        truncate(exchange);
      }
      chain.doFilter(exchange);
    }
  }

  private static void reset(HttpExchange exchange, Chain chain, boolean carriedOut)
      throws IOException {
    if (exchange instanceof HttpCall call) {
      if (carriedOut) {
        call.loseAnswer();
        chain.doFilter(call);
      } else {
        call.reset();
      }
    }
  }

  /** Half of a body; of an answer without one nothing, not even that it was carried out. */
  private static void truncate(HttpExchange exchange) {
    if (exchange instanceof HttpCall call) {
      call.loseEmptyAnswer();
    }
    exchange.setStreams(null, new Truncated(exchange));
  }

  private static void answer(HttpExchange exchange, int status, String body, String type)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Half of the first write, then the end of the connection. */
  private static final class Truncated extends FilterOutputStream {
    private boolean cut;

    Truncated(HttpExchange exchange) {
      super(exchange.getResponseBody());
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (!cut) {
        cut = true;
        OutputStream to = out;
        to.write(bytes, from, length / 2);
        to.flush();
      }
    }

    @Override
    public void write(int single) {
      cut = true;
    }
  }
}
