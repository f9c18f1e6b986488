package io.tajo.stripe.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;

/** The same service, further away: each call waits before it is taken. */
record Latent(HttpHandler service, Duration latency) implements HttpHandler {
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
