package io.tajo.stripe.sandbox.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeAccount;
import io.tajo.stripe.sandbox.stripe.Writer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Delivers the account's events to its webhook endpoints: signed anew at each attempt, several at a
 * time and so in no order, again after pauses until an endpoint answers 2xx. Safe for many threads.
 */
public final class Webhooks implements AutoCloseable {
  private final StripeAccount account;
  private final WebhookOptions options;
  private final Endpoints endpoints;
  private final DeliveryLog log = new DeliveryLog();
  private final AtomicLong drawn = new AtomicLong();
  private final Semaphore inFlight;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;

  /** Delivers every event of the account from now on. */
  public Webhooks(StripeAccount account, WebhookOptions options) {
    this.account = account;
    this.options = options;
    this.endpoints = new Endpoints(account);
    this.inFlight = new Semaphore(options.inFlight());
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(options.timeout())
            .executor(threads)
            .build();
    account.events().listen(this::deliver);
  }

  /** Endpoints as the API writes them. */
  public Writer writer() {
    return new EndpointWrites(endpoints);
  }

  /**
   * Adds an endpoint, as somebody does in the dashboard.
   *
   * @param types of events; none: all
   * @return its id
   */
  public String endpoint(String url, String secret, String... types) {
    List<String> wanted = types.length == 0 ? List.of("*") : List.of(types);
    return endpoints.add(url, secret, wanted).path("id").asText();
  }

  /** A new secret, which is returned; the old one signs too until {@link #dropRolled}. */
  public String roll(String endpoint) {
    return endpoints.roll(endpoint);
  }

  /** The old secret of a rolled endpoint signs no more. */
  public void dropRolled(String endpoint) {
    endpoints.dropRolled(endpoint);
  }

  /** How many deliveries are neither made nor given up. */
  public int unfinished() {
    return log.unfinished();
  }

  /**
   * Waits until every delivery is made or given up.
   *
   * @return false: some were not within this time
   */
  public boolean awaitQuiet(Duration atMost) throws InterruptedException {
    return log.awaitQuiet(atMost);
  }

  /** What became of all so far. */
  public DeliveryCounts counts() {
    return log.counts();
  }

  /** Told of each event while the account is locked. */
  private void deliver(ObjectNode event) {
    String type = event.path("type").asText();
    List<ObjectNode> to =
        endpoints.all().stream().filter(endpoint -> Endpoints.wants(endpoint, type)).toList();
    event.put("pending_webhooks", to.size());
    for (ObjectNode endpoint : to) {
      SplittableRandom chance =
          new SplittableRandom(options.rough().seed() * 1_000_003 + drawn.incrementAndGet());
      if (chance.nextDouble(100) < options.rough().lost()) {
        log.lost();
        continue;
      }
      boolean twice = chance.nextDouble(100) < options.rough().twice();
      String id = endpoint.path("id").asText();
      Delivery delivery = new Delivery(event.path("id").asText(), id, Payload.of(event, endpoint));
      start(delivery, chance, true);
      if (twice) {
        start(delivery, chance, false);
      }
    }
  }

  /**
   * @param body as it is sent every time
   */
  private record Delivery(String event, String endpoint, String body) {
    byte[] bytes() {
      return body.getBytes(StandardCharsets.UTF_8);
    }
  }

  private void start(Delivery delivery, SplittableRandom chance, boolean counts) {
    long delay = options.rough().delay().toMillis();
    Duration wait = Duration.ofMillis(delay == 0 ? 0 : chance.nextLong(delay + 1));
    log.started();
    threads.execute(() -> {
      boolean delivered = false;
      try {
        delivered = deliver(delivery, wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        if (delivered && counts) {
          delivered(delivery.event());
        }
        log.finished(delivered);
      }
    });
  }

  private boolean deliver(Delivery delivery, Duration wait) throws InterruptedException {
    Thread.sleep(wait);
    for (int retry = 0; retry <= options.retries(); retry++) {
      if (retry > 0) {
        Thread.sleep(options.pause(retry));
      }
      ObjectNode endpoint = endpoints.find(delivery.endpoint()).orElse(null);
      if (endpoint == null || !Endpoints.enabled(endpoint)) {
        return false;
      }
      int status = attempt(endpoint.path("url").asText(), delivery);
      log.attempt(status);
      if (status / 100 == 2) {
        return true;
      }
    }
    return false;
  }

  /** The status that came; 0: none. */
  private int attempt(String url, Delivery delivery) throws InterruptedException {
    byte[] body = delivery.bytes();
    String signature =
        Signatures.header(account.now(), body, endpoints.secrets(delivery.endpoint()));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(options.timeout())
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)")
            .header("Accept", "*/*; q=0.5, application/xml")
            .header("Cache-Control", "no-cache")
            .header("Stripe-Signature", signature)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    inFlight.acquire();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } finally {
      inFlight.release();
    }
  }

  private void delivered(String event) {
    account.change(
        Resource.EVENTS,
        event,
        e -> e.put("pending_webhooks", Math.max(0, e.path("pending_webhooks").asInt() - 1)));
  }

  /** Gives up what is not delivered. */
  @Override
  public void close() {
    threads.shutdownNow();
    client.shutdownNow();
  }
}
