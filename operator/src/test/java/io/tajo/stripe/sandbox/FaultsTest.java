package io.tajo.stripe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tajo.stripe.sandbox.stripe.StripeOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Faults happen as often as asked, look like a network's, and repeat with their seed. */
class FaultsTest {
  private static final FaultOptions SOME =
      FaultOptions.parse("429=10,500=15,reset=10,truncate=10", 3);

  private static List<String> outcomes(FaultOptions faults, int requests) {
    SandboxOptions options =
        SandboxOptions.of(StripeCaller.options(), StripeCaller.NO_BREVO)
            .withFaults(faults, FaultOptions.NONE);
    try (Sandbox sandbox = Sandbox.start(options)) {
      StripeCaller stripe = new StripeCaller(sandbox);
      List<String> outcomes = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        outcomes.add(outcome(() -> stripe.get("/v1/products")));
      }
      return outcomes;
    }
  }

  private static String outcome(Supplier<HttpResponse<String>> request) {
    try {
      HttpResponse<String> response = request.get();
      String kind = response.statusCode() == 500 ? " " + kind(response.body()) : "";
      return response.statusCode() + kind;
    } catch (UncheckedIOException e) {
      String all = e.getCause() + " " + e.getCause().getCause();
      return all.contains("fixed content-length") ? "truncated" : "reset";
    }
  }

  private static String kind(String body) {
    return body.isEmpty() ? "empty" : body.startsWith("<") ? "html" : "json";
  }

  @Test
  void eachKindHappens() {
    List<String> outcomes = outcomes(SOME, 400);

    assertThat(outcomes)
        .contains("200", "429", "500 json", "500 html", "500 empty", "reset", "truncated");
    assertThat(share(outcomes, "200")).isBetween(45, 65);
    assertThat(share(outcomes, "429")).isBetween(5, 16);
    assertThat(share(outcomes, "truncated")).isBetween(5, 16);
  }

  private static int share(List<String> outcomes, String of) {
    return (int) (100 * outcomes.stream().filter(of::equals).count() / outcomes.size());
  }

  @Test
  void theOtherServiceIsSpared() {
    try (Sandbox sandbox =
        Sandbox.start(
            SandboxOptions.of(
                    StripeCaller.options(),
                    exchange -> {
                      exchange.sendResponseHeaders(204, -1);
                      exchange.close();
                    })
                .withFaults(new FaultOptions(0, 0, 100, 0, 1), FaultOptions.NONE))) {
      StripeCaller caller = new StripeCaller(sandbox);

      assertThat(caller.bare("/v3/account").statusCode()).isEqualTo(204);
      assertThat(caller.bare("/sandbox/account").statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> caller.get("/v1/products")).hasCauseInstanceOf(IOException.class);
    }
  }

  /** Calls that get no answer, of which some are carried out. */
  private static int carriedOut(FaultOptions ofBrevo, int calls) {
    BrevoSandbox brevo =
        new BrevoSandbox(
            BrevoServer.options().contact(BrevoOptions.Existing.of("ada@example.com")).build(),
            InstantSource.system());
    SandboxOptions options =
        SandboxOptions.of(StripeCaller.options(), brevo).withFaults(FaultOptions.NONE, ofBrevo);
    try (Sandbox sandbox = Sandbox.start(options);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest event =
          HttpRequest.newBuilder(URI.create(sandbox.brevoBase() + "/events"))
              .header("api-key", BrevoOptions.API_KEY)
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      """
                      {"event_name":"paid","identifiers":{"email_id":"ada@example.com"}}
                      """))
              .build();
      for (int i = 0; i < calls; i++) {
        assertThatThrownBy(() -> client.send(event, HttpResponse.BodyHandlers.ofString()))
            .isInstanceOf(IOException.class);
      }
      return brevo.events().size();
    }
  }

  @Test
  void anAnswerIsLostAfterTheCallWasCarriedOut() {
    assertThat(carriedOut(new FaultOptions(0, 0, 100, 0, 2), 60))
        .as("half of the resets come after")
        .isBetween(15, 45);
    assertThat(carriedOut(new FaultOptions(0, 0, 0, 100, 2), 10))
        .as("an answer without a body is cut as a whole")
        .isEqualTo(10);
  }

  @Test
  void percentagesAreReadStrictly() {
    assertThat(FaultOptions.parse("429=5, reset=2.5", 7))
        .isEqualTo(new FaultOptions(5, 0, 2.5, 0, 7));
    assertThat(FaultOptions.parse("", 0)).isEqualTo(FaultOptions.NONE);
    assertThatThrownBy(() -> FaultOptions.parse("slow=5", 0))
        .hasMessageContaining("429=5,500=5,reset=5,truncate=5");
    assertThatThrownBy(() -> new FaultOptions(60, 60, 0, 0, 0)).hasMessageContaining("at most 100");
  }

  @Test
  void keepAliveServesManyRequestsOnOneConnection() {
    StripeOptions options = StripeCaller.options();
    try (Sandbox sandbox = StripeCaller.start(options)) {
      StripeCaller stripe = new StripeCaller(sandbox);
      long[] took = new long[100];
      for (int i = 0; i < took.length; i++) {
        long started = System.nanoTime();
        assertThat(stripe.get("/v1/products").statusCode()).isEqualTo(200);
        took[i] = System.nanoTime() - started;
      }
      Arrays.sort(took);
      // A delayed acknowledgement takes 40 ms, all but the first times.
      assertThat(Duration.ofNanos(took[50])).isLessThan(Duration.ofMillis(40));
    }
  }
}
