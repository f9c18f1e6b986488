package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import io.tajo.stripe.sandbox.stripe.StripeAccount;
import io.tajo.stripe.sandbox.stripe.StripeHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * A simulated Stripe and a simulated Brevo on one port, in this process. {@code GET
 * /sandbox/account} tells what a full sync must report.
 */
public final class Sandbox implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpHost host;
  private final StripeAccount stripe;
  private final StripeHandler stripeHandler;
  private final String root;

  private Sandbox(SandboxOptions options) throws IOException {
    this.stripe = new StripeAccount(options.stripe(), options.clock());
    this.stripeHandler = new StripeHandler(stripe);
    this.host =
        new HttpHost(new InetSocketAddress(options.host(), options.port()), options.clock());
    host.mount("/v1/", stripeHandler, new Faults(Faults.Service.STRIPE, options.stripeFaults()));
    Faults brevoFaults = new Faults(Faults.Service.BREVO, options.brevoFaults());
    host.mount("/v3", options.brevo(), brevoFaults);
    host.mount("/realms", options.brevo(), brevoFaults);
    host.mount("/sandbox/brevo", options.brevo());
    host.mount("/sandbox/account", this::counts);
    String reachable = options.host().equals("0.0.0.0") ? "127.0.0.1" : options.host();
    this.root = "http://" + reachable + ":" + host.port();
  }

  /**
   * Starts serving.
   *
   * @throws UncheckedIOException if the address cannot be bound
   */
  public static Sandbox start(SandboxOptions options) {
    try {
      Sandbox sandbox = new Sandbox(options);
      sandbox.host.start();
      return sandbox;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen at " + options.host() + ":" + options.port() + ": " + e.getMessage(), e);
    }
  }

  private void counts(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = JSON.writeValueAsBytes(stripe.counts());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** For {@code STRIPE_API_BASE}; Stripe's paths start with {@code /v1}. */
  public URI stripeBase() {
    return URI.create(root);
  }

  /** For {@code BREVO_API_BASE}. */
  public URI brevoBase() {
    return URI.create(root + "/v3");
  }

  /** The Stripe account, to look at and to change while it is served. */
  public StripeAccount stripe() {
    return stripe;
  }

  /** How many requests the simulated Stripe has answered itself, refusals too. */
  public long stripeRequests() {
    return stripeHandler.requests();
  }

  /** Stops at once; requests in flight get no answer. */
  @Override
  public void close() {
    host.close();
  }
}
