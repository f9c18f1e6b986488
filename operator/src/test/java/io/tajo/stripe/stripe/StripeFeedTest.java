package io.tajo.stripe.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import com.stripe.model.Event;
import com.stripe.model.StripeObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The events feed: every event as Stripe wrote it. */
class StripeFeedTest {
  /** Numbers that a double cannot hold, a kind of object that no model knows, nulls. */
  private static final String UNKNOWN =
      """
      {"id":"evt_2","object":"event","type":"gadget.made","created":1778051289,
       "api_version":"2031-01-01.zebra","livemode":false,"account":"acct_1",
       "data":{"object":{"object":"gadget","id":"ga_1","size":12345678901234567890,
        "rate":0.1000000000000000055511151231257827,"made_by":null,"text":"ü<&'\\u2028"},
        "previous_attributes":{"nested":{"a":[1,null]}}},
       "pending_webhooks":1,"request":{"id":null,"idempotency_key":"k"},"brand_new":[{"x":1}]}
      """;

  /** Until 2017, {@code request} was text; nobody knows what comes. */
  private static final String OLD =
      """
      {"id":"evt_1","object":"event","type":"customer.created","created":1778051200,
       "api_version":"2014-01-31","request":"req_1","data":{"object":{"object":"customer",
        "id":"cus_1","cards":{"object":"list","data":[]},"balance":{"odd":1}}}}
      """;

  /** Not even the envelope is as the model wants it. */
  private static final String ODD =
      """
      {"id":"evt_0","object":"event","type":"x.y","created":1778051100,"pending_webhooks":{"n":1},
       "data":"none"}
      """;

  private final FakeStripe fake = new FakeStripe();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void aPageHoldsEveryEventAsStripeWroteIt() {
    fake.answers(200, page(true, UNKNOWN, OLD, ODD));

    EventPage page =
        fake.stripe.events(
            new ListQuery(
                new Range(1_778_051_000, 1_778_051_300, "evt_3"),
                50,
                Map.of("delivery_success", "false")));

    assertThat(fake.said())
        .isEqualTo(
            "GET /v1/events?limit=50&delivery_success=false&created[gte]=1778051000"
                + "&created[lt]=1778051300&starting_after=evt_3");
    assertThat(page.hasMore()).isTrue();
    assertThat(page.cursor()).isEqualTo("evt_0");
    assertThat(page.asOf()).isBetween(FakeStripe.NOW.minusSeconds(5), FakeStripe.NOW);
    assertThat(page.events()).extracting(RawEvent::id).containsExactly("evt_2", "evt_1", "evt_0");
    assertThat(page.events())
        .extracting(RawEvent::type)
        .containsExactly("gadget.made", "customer.created", "x.y");
    assertThat(page.events().getFirst().created()).isEqualTo(Instant.ofEpochSecond(1_778_051_289));
    List<String> sources = List.of(UNKNOWN, OLD, ODD);
    for (int i = 0; i < 3; i++) {
      String json = page.events().get(i).json();
      assertThat(JsonParser.parseString(json)).isEqualTo(JsonParser.parseString(sources.get(i)));
    }
    assertThat(page.events().getFirst().json())
        .contains(":12345678901234567890,")
        .contains(":0.1000000000000000055511151231257827,")
        .contains("\"made_by\":null");
    assertThat(page.events().getFirst().toString()).doesNotContain("gadget\"").contains("evt_2");
  }

  @Test
  void theLastPageHasNoCursor() {
    fake.answers(200, page(false, OLD)).answers(200, FakeStripe.EMPTY);

    assertThat(fake.stripe.events(ListQuery.of(Range.all())).cursor()).isNull();
    assertThat(fake.stripe.events(ListQuery.of(Range.all())).events()).isEmpty();
  }

  @Test
  void aPageThatIsNoneIsRefused() {
    for (String body :
        List.of(
            "{\"object\":\"list\",\"has_more\":true,\"data\":[]}",
            "{\"object\":\"list\"}",
            "{\"object\":\"list\",\"data\":[null]}",
            "{\"object\":\"list\",\"data\":[{\"object\":\"event\"}]}")) {
      fake.answers(200, body);
      assertThatThrownBy(() -> fake.stripe.events(ListQuery.of(Range.all())))
          .as(body)
          .isInstanceOf(StripeFailure.Unavailable.class);
    }
  }

  @Test
  void oneEventCanBeAskedFor() {
    fake.answers(200, OLD).answers(404, "{\"error\":{\"code\":\"resource_missing\"}}");

    RawEvent event = fake.stripe.event("evt_1").orElseThrow();

    assertThat(JsonParser.parseString(event.json())).isEqualTo(JsonParser.parseString(OLD));
    assertThat(fake.stripe.event("evt_1")).isEmpty();
    assertThat(fake.said()).isEqualTo("GET /v1/events/evt_1");
  }

  @Test
  void aSweepOfTheFeedBringsTheSame() {
    fake.answers(200, page(false, UNKNOWN, OLD, ODD));
    List<StripeObject> swept = new CopyOnWriteArrayList<>();

    SweepOutcome outcome =
        new Sweep(fake.stripe)
            .run(
                Map.of(Resource.EVENTS, List.of(Range.all())),
                (resource, objects, asOf, done, remaining) -> swept.addAll(objects));

    assertThat(outcome.resources().get(Resource.EVENTS).objects()).isEqualTo(3);
    assertThat(swept)
        .extracting(event -> RawEvent.of((Event) event).id())
        .containsExactly("evt_2", "evt_1", "evt_0");
    assertThat(((Event) swept.getFirst()).getRawJsonObject())
        .isEqualTo(JsonParser.parseString(UNKNOWN));
  }

  private static String page(boolean more, String... events) {
    return "{\"object\":\"list\",\"has_more\":"
        + more
        + ",\"data\":["
        + String.join(",", events)
        + "]}";
  }
}
