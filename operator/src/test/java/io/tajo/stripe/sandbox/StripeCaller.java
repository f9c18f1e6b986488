package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpHandler;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Asks the simulated Stripe over real HTTP. */
final class StripeCaller {
  static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
  static final HttpHandler NO_BREVO = exchange -> exchange.close();
  static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Sandbox sandbox;

  StripeCaller(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /** A fast account: no limits that a test could hit by accident. */
  static StripeOptions options() {
    return StripeOptions.at(NOW).withLimits(1_000_000, 1_000_000);
  }

  static Sandbox start(StripeOptions options) {
    return Sandbox.start(SandboxOptions.of(options, NO_BREVO).with(() -> NOW));
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(
        path,
        "Authorization",
        "Bearer " + StripeOptions.DEFAULT_KEY,
        "Stripe-Version",
        StripeOptions.API_VERSION,
        headers);
  }

  HttpResponse<String> post(String path, String form, String... headers) {
    return write("POST", path, form, headers);
  }

  HttpResponse<String> delete(String path, String... headers) {
    return write("DELETE", path, "", headers);
  }

  private HttpResponse<String> write(String method, String path, String form, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sandbox.stripeBase() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(form))
            .setHeader("Authorization", "Bearer " + StripeOptions.DEFAULT_KEY)
            .setHeader("Stripe-Version", StripeOptions.API_VERSION)
            .setHeader("Content-Type", "application/x-www-form-urlencoded");
    return send(request, headers);
  }

  /** With these headers alone. */
  HttpResponse<String> bare(String path, String... headers) {
    return send(path, "Accept", "*/*", "X-Test", "1", headers);
  }

  private HttpResponse<String> send(
      String path, String name1, String value1, String name2, String value2, String... more) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sandbox.stripeBase() + path)).GET();
    request.setHeader(name1, value1).setHeader(name2, value2);
    return send(request, more);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String... more) {
    for (int i = 0; i < more.length; i += 2) {
      request.setHeader(more[i], more[i + 1]);
    }
    try {
      return client.send(
          request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonNode json(String path) {
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + " → " + response.statusCode() + " " + response.body());
    }
    return parse(response.body());
  }

  static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All pages of a list, in the order they came. */
  List<JsonNode> all(String path) {
    List<JsonNode> all = new ArrayList<>();
    String more = path.contains("?") ? "&" : "?";
    JsonNode page = json(path + more + "limit=100");
    page.path("data").forEach(all::add);
    while (page.path("has_more").booleanValue()) {
      page = json(path + more + "limit=100&starting_after=" + all.getLast().path("id").asText());
      page.path("data").forEach(all::add);
    }
    return all;
  }

  List<String> ids(String path) {
    return all(path).stream().map(object -> object.path("id").asText()).toList();
  }
}
