package io.tajo.stripe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.sandbox.BrevoOptions.Existing;
import io.tajo.stripe.sandbox.BrevoServer.Answer;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Custom events, one by one and in batches. */
class BrevoEventsTest {
  private final BrevoServer server =
      new BrevoServer(BrevoServer.options().contact(Existing.of("ada@example.com")).build());

  @AfterEach
  void close() {
    server.close();
  }

  private static String event(String name, String email, String date) {
    return """
    {"event_name":"%s","event_date":"%s","identifiers":{"email_id":"%s"},"event_properties":{"n":1}}\
    """
        .formatted(name, date, email);
  }

  @Test
  void anEventIsFoundAgainByItsContactNewestFirst() {
    assertThat(server.post("/v3/events", event("paid", "ada@example.com", "2026-11-01")).status())
        .isEqualTo(204);
    server.post("/v3/events", event("paid", "nobody@example.com", "2026-11-02"));
    server.post("/v3/events", event("left", "ada@example.com", "2026-11-03T10:00:00+01:00"));

    Answer found = server.get("/v3/events?contact_id=1");

    assertThat(found.json().path("count").asInt()).isEqualTo(2);
    assertThat(found.json().at("/events/0").toString())
        .isEqualTo(
            "{\"contact_id\":1,\"event_name\":\"left\",\"event_date\":\"2026-11-03T09:00:00.000Z\","
                + "\"event_properties\":{\"n\":1}}");
    assertThat(server.get("/v3/events?event_name=paid").json().path("count").asInt()).isEqualTo(1);
    assertThat(
            server
                .get("/v3/events?startDate=2026-11-03&endDate=2026-11-03")
                .json()
                .path("count")
                .asInt())
        .isEqualTo(1);
    assertThat(server.brevo.events())
        .extracting(StoredEvent::email)
        .containsExactly("ada@example.com", "", "ada@example.com");
  }

  @Test
  void aBatchTellsWhichEventsWereRefused() {
    String good = event("paid", "ada@example.com", "2026-11-01");
    String bad = event("not a name", "ada@example.com", "2026-11-01");

    Answer all = server.post("/v3/events/batch", "{\"events\":[" + good + "]}");
    Answer some = server.post("/v3/events/batch", "{\"events\":[" + good + "," + bad + "]}");
    Answer none = server.post("/v3/events/batch", "{\"events\":[" + bad + "]}");

    assertThat(all.status()).isEqualTo(202);
    assertThat(all.json().path("count").asInt()).isEqualTo(1);
    assertThat(some.status()).isEqualTo(207);
    assertThat(some.json().path("failed_events").asInt()).isEqualTo(1);
    assertThat(some.json().at("/errors/0/eventIndex").toString()).isEqualTo("[1]");
    assertThat(none.status()).isEqualTo(400);
    assertThat(server.post("/v3/events/batch", "[" + good + "]").status()).isEqualTo(400);
    assertThat(server.brevo.events()).hasSize(2);
  }

  @Test
  void everyEventIsShownInTheOrderOfItsArrival() throws Exception {
    server.post("/v3/events", event("paid", "ada@example.com", "2026-11-02"));
    server.post("/v3/events", event("left", "ada@example.com", "2026-11-01"));

    HttpResponse<String> shown =
        HttpClient.newHttpClient()
            .send(
                server.request("/sandbox/brevo/events").build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(shown.body().lines())
        .containsExactly(
            "{\"name\":\"paid\",\"date\":\"2026-11-02T00:00:00.000Z\","
                + "\"email\":\"ada@example.com\",\"properties\":{\"n\":1}}",
            "{\"name\":\"left\",\"date\":\"2026-11-01T00:00:00.000Z\","
                + "\"email\":\"ada@example.com\",\"properties\":{\"n\":1}}");
  }
}
