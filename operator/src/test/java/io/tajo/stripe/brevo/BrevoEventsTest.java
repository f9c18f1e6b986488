package io.tajo.stripe.brevo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** https://developers.brevo.com/docs/event-endpoints, to the letter. */
class BrevoEventsTest {
  private static final Instant DATE = Instant.parse("2026-11-23T09:59:58Z");

  private final FakeBrevo fake = new FakeBrevo();
  private final Events events = fake.brevo.events();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void anEventSaysWhatHappenedToWhomAndWhen() {
    fake.answers(204, "");
    TreeMap<String, JsonNode> properties = new TreeMap<>();
    properties.put("stripe_event_id", TextNode.valueOf("evt_1"));
    properties.put("amount", DecimalNode.valueOf(new BigDecimal("1000000.50")));

    events.send(new ContactEvent("stripe_invoice_paid", DATE, "ada@example.com", properties));

    assertThat(fake.said())
        .isEqualTo(
            "POST /brevo/v3/events {\"event_name\":\"stripe_invoice_paid\","
                + "\"event_date\":\"2026-11-23T09:59:58Z\","
                + "\"identifiers\":{\"email_id\":\"ada@example.com\"},"
                + "\"event_properties\":{\"amount\":1000000.50,\"stripe_event_id\":\"evt_1\"}}");
    assertThat(fake.traffic).containsExactly("EVENTS POST /events 204");
  }

  @Test
  void anEventsNameIsOneThatBrevoTakes() {
    assertThat(event("a-Z_9" + "x".repeat(250)).name()).hasSize(255);
    for (String name : List.of("", "x".repeat(256), "invoice.paid", "é")) {
      assertThatThrownBy(() -> event(name)).hasMessageContaining("1 to 255 letters");
    }
  }

  @Test
  void aRefusedEventIsInvalid() {
    fake.answers(400, "{\"code\":\"invalid_parameter\",\"message\":\"ada@example.com is bad\"}");

    assertThat(catchThrowableOfType(BrevoFailure.Invalid.class, () -> events.send(event("a"))))
        .hasMessageContaining("[e-mail] is bad");
  }

  @Test
  void aBatchIsAccepted() {
    fake.answers(202, "{\"message\":\"queued\",\"count\":2}");
    fake.answers(202, "");
    fake.answers(
        200,
        """
        {"status": "success", "total_events": 2, "successful_events": 2, "failed_events": 0,
         "errors": []}
        """);

    for (int call = 0; call < 3; call++) {
      assertThat(send("a", "b")).isEqualTo(new EventsResult.Accepted());
    }
    assertThat(fake.said())
        .isEqualTo(
            "POST /brevo/v3/events/batch {\"events\":["
                + "{\"event_name\":\"a\",\"event_date\":\"2026-11-23T09:59:58Z\","
                + "\"identifiers\":{\"email_id\":\"ada@example.com\"}},"
                + "{\"event_name\":\"b\",\"event_date\":\"2026-11-23T09:59:58Z\","
                + "\"identifiers\":{\"email_id\":\"ada@example.com\"}}]}");
  }

  @Test
  void aBatchTellsWhichEventsAreRefused() {
    fake.answers(
        207,
        """
        {"status": "partial_success", "total_events": 3, "successful_events": 1, "failed_events": 2,
         "errors": [{"eventIndex": [0, 2], "message": "ada@example.com is unknown"}]}
        """);
    fake.answers(
        400,
        """
        {"status": "failed", "total_events": 3, "successful_events": 0, "failed_events": 3,
         "errors": [{"eventIndex": [1], "message": "too long"},
                    {"eventIndex": [0, 2], "message": "bad date"}]}
        """);

    assertThat(send("a", "b", "c"))
        .isEqualTo(
            new EventsResult.Partly(
                new TreeMap<>(Map.of(0, "[e-mail] is unknown", 2, "[e-mail] is unknown"))));
    assertThat(send("a", "b", "c"))
        .isEqualTo(
            new EventsResult.Partly(
                new TreeMap<>(Map.of(0, "bad date", 1, "too long", 2, "bad date"))));
  }

  @Test
  void aBatchCanBeRefusedAsAWhole() {
    fake.answers(400, "{\"code\":\"invalid_parameter\",\"message\":\"events is empty\"}");
    fake.answers(413, "too large");
    fake.answers(
        400,
        "{\"total_events\":2,\"successful_events\":0,\"failed_events\":2,\"errors\":"
            + "[{\"eventIndex\":[0],\"message\":\"bad\"}]}");

    assertThat(why(send("a", "b"))).isInstanceOf(BrevoFailure.Invalid.class);
    assertThat(why(send("a", "b"))).isInstanceOf(BrevoFailure.TooLarge.class);
    assertThat(why(send("a", "b"))).isInstanceOf(BrevoFailure.Invalid.class);
  }

  /** None of these says for sure what was taken. */
  @Test
  void aBatchsAnswerThatContradictsItselfLeavesItInDoubt() {
    List<String> bodies =
        List.of(
            "{\"message\":\"some failed\"}",
            "{\"errors\":[]}",
            "{\"errors\":[{\"eventIndex\":[2],\"message\":\"there are only two\"}]}",
            "{\"errors\":[{\"eventIndex\":[-1],\"message\":\"bad\"}]}",
            "{\"errors\":[{\"eventIndex\":[],\"message\":\"bad\"}]}",
            "{\"errors\":[{\"message\":\"bad\"}]}",
            "{\"errors\":[{\"eventIndex\":[\"first\"],\"message\":\"bad\"}]}",
            "{\"failed_events\":2,\"errors\":[{\"eventIndex\":[0],\"message\":\"bad\"}]}",
            "{\"successful_events\":2,\"errors\":[{\"eventIndex\":[0],\"message\":\"bad\"}]}");
    for (String body : bodies) {
      fake.answers(207, body);
      assertThat(catchThrowableOfType(BrevoFailure.InDoubt.class, () -> send("a", "b")))
          .as(body)
          .hasMessageContaining("looked up");
    }
    fake.answers(202, "{\"message\":\"queued\",\"count\":1}");
    assertThat(catchThrowableOfType(BrevoFailure.InDoubt.class, () -> send("a", "b"))).isNotNull();
    fake.answers(400, "{\"successful_events\":1,\"failed_events\":1}");
    assertThat(catchThrowableOfType(BrevoFailure.InDoubt.class, () -> send("a", "b"))).isNotNull();

    assertThat(fake.requests()).isEqualTo(bodies.size() + 2);
  }

  @Test
  void aBatchHasBetween1And200Events() {
    assertThatThrownBy(() -> events.sendAll(List.of())).hasMessageContaining("1 to 200");
    assertThatThrownBy(() -> events.sendAll(Collections.nCopies(201, event("a"))))
        .hasMessageContaining("not 201");
  }

  /** These events make 127 bytes of JSON and their property's text. */
  @Test
  void eventsAreCutIntoBatchesByNumberAndBytes() {
    assertThat(Events.cut(List.of())).isEmpty();
    assertThat(Events.cut(Collections.nCopies(401, event("a"))))
        .extracting(List::size)
        .containsExactly(200, 200, 1);

    // 13 of the frame, 10 × 49,998 and 9 commas are 500,002 bytes: two too many.
    assertThat(Events.cut(Collections.nCopies(20, large(49_871))))
        .extracting(List::size)
        .containsExactly(9, 9, 2);
    // With 49,997 they are 499,992.
    assertThat(Events.cut(Collections.nCopies(20, large(49_870))))
        .extracting(List::size)
        .containsExactly(10, 10);
    assertThat(Events.cut(List.of(large(600_000), event("a"))))
        .extracting(List::size)
        .containsExactly(1, 1);
  }

  @Test
  void eventsThatBrevoHasAreFound() {
    fake.answers(
        200,
        """
        {"count": 7, "events": [
          {"contact_id": 1, "event_name": "stripe_invoice_paid",
           "event_date": "2026-11-23T10:59:58.000+01:00",
           "event_properties": {"stripe_event_id": "evt_1", "amount": 12.50}},
          {"event_name": "stripe_x", "event_date": "yesterday"}]}
        """);

    SentEvents found =
        events.sentEvents(
            DATE, DATE.plusSeconds(60), Set.of("stripe_x", "stripe_invoice_paid"), 100, 5);

    assertThat(fake.said())
        .isEqualTo(
            "GET /brevo/v3/events?startDate=2026-11-23T09%3A59%3A58Z"
                + "&endDate=2026-11-23T10%3A00%3A58Z"
                + "&event_name=stripe_invoice_paid&event_name=stripe_x&limit=100&offset=5");
    assertThat(found.count()).isEqualTo(7);
    assertThat(found.events()).hasSize(2);
    SentEvent first = found.events().getFirst();
    assertThat(first.name()).isEqualTo("stripe_invoice_paid");
    assertThat(first.date()).contains(DATE);
    assertThat(first.stripeEventId()).contains("evt_1");
    assertThat(first.properties().path("amount").decimalValue())
        .isEqualByComparingTo(new BigDecimal("12.5"));
    assertThat(found.events().getLast().date()).isEmpty();
    assertThat(found.events().getLast().stripeEventId()).isEqualTo(Optional.empty());
  }

  @Test
  void eventsAreFoundHoweverBrevoSpellsThem() {
    fake.answers(200, "[{\"event_properties\":{\"stripe_event_id\":\"evt_1\"}}]");
    fake.answers(200, "{\"data\":[{\"eventProperties\":{\"stripe_event_id\":\"evt_1\"}}]}");
    fake.answers(200, "{\"count\":0}");
    fake.answers(200, "{\"count\":0,\"events\":null}");
    // Neither is a page: it is asked again.
    fake.answers(200, "{}").answers(200, "{\"count\":1,\"eve").answers(200, "{\"events\":[]}");

    assertThat(found().events().getFirst().stripeEventId()).contains("evt_1");
    assertThat(found().events().getFirst().stripeEventId()).contains("evt_1");
    for (int call = 0; call < 3; call++) {
      assertThat(found()).isEqualTo(new SentEvents(List.of(), 0));
    }
    assertThat(fake.requests()).isEqualTo(7);
  }

  private SentEvents found() {
    return events.sentEvents(DATE, DATE, Set.of(), 100, 0);
  }

  private EventsResult send(String... names) {
    return events.sendAll(List.of(names).stream().map(BrevoEventsTest::event).toList());
  }

  private static BrevoFailure why(EventsResult result) {
    return ((EventsResult.Refused) result).why();
  }

  private static ContactEvent event(String name) {
    return new ContactEvent(name, DATE, "ada@example.com", new TreeMap<>());
  }

  private static ContactEvent large(int length) {
    return new ContactEvent(
        "a",
        DATE,
        "ada@example.com",
        new TreeMap<>(Map.of("p", TextNode.valueOf("x".repeat(length)))));
  }
}
