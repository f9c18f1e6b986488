package io.tajo.stripe.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.tajo.stripe.sandbox.BrevoSandbox;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.SandboxOptions;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import java.io.IOException;
import java.time.Duration;

/** The same service, further away: each call waits before it is taken. */
record Latent(HttpHandler service, Duration latency) implements HttpHandler {
  /** Both services, as far away. */
  static Sandbox sandbox(StripeOptions stripe, BrevoSandbox brevo, Duration latency) {
    return Sandbox.start(
        SandboxOptions.of(stripe.withLatency(latency), new Latent(brevo, latency)));
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      Thread.sleep(latency);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    service.handle(exchange);
  }
}
