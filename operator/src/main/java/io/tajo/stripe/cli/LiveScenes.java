package io.tajo.stripe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.pipeline.LiveStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lets things happen in the simulated Stripe account and shows what becomes of them in Brevo. */
final class LiveScenes implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final SandboxAccounts accounts;
  private final Connector connector;
  private final PrintStream out;
  private final HttpClient http = HttpClient.newHttpClient();
  private Map<String, String> contact = new TreeMap<>();
  private int told;
  private @Nullable String email;

  LiveScenes(SandboxAccounts accounts, Connector connector, PrintStream out) {
    this.accounts = accounts;
    this.connector = connector;
    this.out = out;
  }

  /**
   * Plays all scenes, one after the other.
   *
   * @return false where one had not reached Brevo in time
   */
  boolean play() throws IOException, InterruptedException {
    List<SandboxAccounts.Scene> scenes = accounts.scenes();
    told = scenes.isEmpty() ? 0 : events().size();
    for (SandboxAccounts.Scene scene : scenes) {
      long begun = System.nanoTime();
      scene.happens().run();
      if (!arrives()) {
        out.println("\n" + scene.what() + ": it has not reached Brevo in a minute.");
        return false;
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      out.println("\n%s (in Brevo after %d ms)".formatted(scene.what(), took.toMillis()));
      email = scene.email();
      show(scene.email());
    }
    return true;
  }

  /** Of the person that things happened to; empty where nothing did. */
  Optional<String> email() {
    return Optional.ofNullable(email);
  }

  private boolean arrives() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      if (accounts.isQuiet() && isDone(connector.liveStatus())) {
        return true;
      }
      Thread.sleep(LOOK);
    }
    return false;
  }

  private static boolean isDone(LiveStatus status) {
    return status.inbox().pending() == 0
        && status.contacts() == 0
        && !status.outgoing().containsKey("waiting")
        && !status.outgoing().containsKey("sending");
  }

  private void show(String email) throws IOException, InterruptedException {
    Map<String, String> now = contact(email);
    now.forEach((name, value) -> {
      String before = contact.get(name);
      if (!value.equals(before)) {
        out.println("    %s: %s%s".formatted(name, before == null ? "" : before + " → ", value));
      }
    });
    contact = now;
    List<String> all = events();
    for (String line : all.subList(told, all.size())) {
      JsonNode event = Json.MAPPER.readTree(line);
      out.println("    event " + event.path("name").asText() + details(event.path("properties")));
    }
    told = all.size();
  }

  private static String details(JsonNode properties) {
    StringBuilder details = new StringBuilder();
    for (String name : List.of("amount", "currency", "plan_name", "mrr_before", "mrr_after")) {
      if (properties.has(name)) {
        details.append(details.isEmpty() ? ": " : ", ").append(name).append(' ');
        details.append(properties.path(name).asText());
      }
    }
    return details.toString();
  }

  private Map<String, String> contact(String email) throws IOException, InterruptedException {
    String path =
        "/contacts/"
            + URLEncoder.encode(email, StandardCharsets.UTF_8)
            + "?identifierType=email_id";
    JsonNode found = Json.MAPPER.readTree(get(accounts.brevoBase() + path));
    Map<String, String> contact = new TreeMap<>();
    contact.put("e-mail", found.path("email").asText());
    contact.put("lists", found.path("listIds").toString());
    found
        .path("attributes")
        .properties()
        .forEach(entry -> contact.put(entry.getKey(), entry.getValue().asText()));
    return contact;
  }

  private List<String> events() throws IOException, InterruptedException {
    return get(accounts.stripeBase() + "/sandbox/brevo/events").lines().toList();
  }

  private String get(String url) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("api-key", accounts.brevoKey()).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    http.close();
  }
}
