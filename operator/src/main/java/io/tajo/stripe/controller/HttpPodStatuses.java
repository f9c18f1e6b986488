package io.tajo.stripe.controller;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.SyncReport;
import io.tajo.stripe.controller.model.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Asks pods over HTTP, for a short time: who does not answer is asked again later. */
public final class HttpPodStatuses implements PodStatuses, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final int LONGEST = 256 << 10;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final Duration patience;

  /** Asks at the pods' health port, for three seconds at most. */
  public HttpPodStatuses() {
    this(Ports.HEALTH, Duration.ofSeconds(3));
  }

  /**
   * Asks elsewhere.
   *
   * @param patience from the first byte asked to the last one answered
   */
  HttpPodStatuses(int port, Duration patience) {
    this.port = port;
    this.patience = patience;
  }

  @Override
  public Optional<StripeConnectorStatus> receiver(String host) {
    return get(host, StripeConnectorStatus.class);
  }

  @Override
  public Optional<SyncReport> sync(String address) {
    return get(address, SyncReport.class);
  }

  private <T> Optional<T> get(String host, Class<T> type) {
    String literal = host.contains(":") ? "[" + host + "]" : host;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + literal + ":" + port + "/status")).build();
    // A request's own timeout ends with the headers: the body may take for ever.
    CompletableFuture<HttpResponse<String>> asked =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LONGEST));
    try {
      HttpResponse<String> response = asked.get(patience.toMillis(), MILLISECONDS);
      return response.statusCode() == 200 ? Json.read(response.body(), type) : Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      asked.cancel(true);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
