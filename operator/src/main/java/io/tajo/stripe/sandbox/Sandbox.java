package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeAccount;
import io.tajo.stripe.sandbox.stripe.StripeHandler;
import io.tajo.stripe.sandbox.stripe.life.CustomerWrites;
import io.tajo.stripe.sandbox.stripe.life.StripeLife;
import io.tajo.stripe.sandbox.webhooks.Webhooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

/**
 * A simulated Stripe and a simulated Brevo on one port, in this process. {@code GET
 * /sandbox/account} tells what a full sync must report, {@code /sandbox/stripe/deliveries} how many
 * deliveries of webhooks are unfinished.
 */
public final class Sandbox implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpHost host;
  private final StripeAccount stripe;
  private final StripeHandler stripeHandler;
  private final StripeLife life;
  private final Webhooks webhooks;
  private final String root;

  private Sandbox(SandboxOptions options) throws IOException {
    this.stripe = new StripeAccount(options.stripe(), options.clock());
    this.stripeHandler = new StripeHandler(stripe);
    this.life = StripeLife.in(stripe);
    this.webhooks = new Webhooks(stripe, options.webhooks());
    stripeHandler.writes(Resource.CUSTOMERS, new CustomerWrites(stripe, life));
    stripeHandler.writes(Resource.WEBHOOK_ENDPOINTS, webhooks.writer());
    this.host =
        new HttpHost(new InetSocketAddress(options.host(), options.port()), options.clock());
    host.mount("/v1/", stripeHandler, new Faults(Faults.Service.STRIPE, options.stripeFaults()));
    Faults brevoFaults = new Faults(Faults.Service.BREVO, options.brevoFaults());
    host.mount("/v3", options.brevo(), brevoFaults);
    host.mount("/realms", options.brevo(), brevoFaults);
    host.mount("/sandbox/brevo", options.brevo());
    host.mount("/sandbox/account", exchange -> show(exchange, stripe.counts()));
    host.mount("/sandbox/stripe/deliveries", exchange -> show(exchange, deliveries()));
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

  private Map<String, Object> deliveries() {
    return Map.of("unfinished", webhooks.unfinished(), "counts", webhooks.counts());
  }

  private static void show(HttpExchange exchange, Object shown) throws IOException {
    try (exchange) {
      byte[] body = JSON.writeValueAsBytes(shown);
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

  /** What can happen in the Stripe account, with its events. */
  public StripeLife life() {
    return life;
  }

  /** The Stripe account's webhooks. */
  public Webhooks webhooks() {
    return webhooks;
  }

  /** How many requests the simulated Stripe has answered itself, refusals too. */
  public long stripeRequests() {
    return stripeHandler.requests();
  }

  /** Stops at once; requests in flight get no answer. */
  @Override
  public void close() {
    webhooks.close();
    host.close();
  }
}
