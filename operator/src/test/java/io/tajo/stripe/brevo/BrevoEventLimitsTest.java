package io.tajo.stripe.brevo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpServer;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.BrevoQuirk;
import io.tajo.stripe.sandbox.BrevoSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The limits of events against a simulated account that counts, in fake time: never a 429. */
class BrevoEventLimitsTest {
  private static final int BATCHES = 130;

  private final FakeTime time = new FakeTime();
  private final List<Integer> statuses = new ArrayList<>();

  /** 75 at ten a second; 25 over the rest of the hour; the next hour's 30 at ten a second. */
  @Test
  void batchesThatAreOthersTakeTheirHour() throws IOException {
    Duration took = sendBatches();

    assertThat(took).isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
  }

  /** After the first, at 8.5 a second: 129 / 8.5 is 15.2 seconds. */
  @Test
  void batchesThatAreEventsAreSoonDone() throws IOException {
    Duration took = sendBatches(BrevoQuirk.EVENT_BATCHES_ARE_EVENTS);

    assertThat(took).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(16));
  }

  private Duration sendBatches(BrevoQuirk... quirks) throws IOException {
    BrevoSandbox sandbox =
        new BrevoSandbox(
            BrevoOptions.builder()
                .contact(BrevoOptions.Existing.of("ada@example.com"))
                .quirks(quirks)
                .build(),
            time);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", sandbox);
    server.start();
    URI base = URI.create("http://localhost:" + server.getAddress().getPort() + "/v3");
    try (Brevo brevo =
        new Brevo(
            BrevoSettings.of(new Credentials.ApiKey(BrevoOptions.API_KEY)).at(base),
            time,
            time,
            FakeBrevo.LEAST,
            (bucket, method, path, status, took, waited) -> statuses.add(status))) {
      Events events = brevo.events();
      for (int number = 0; number < BATCHES; number++) {
        ContactEvent event = event(number);
        assertThat(events.sendAll(List.of(event))).isEqualTo(new EventsResult.Accepted());
      }
      Duration took = time.sinceStart();
      Instant now = time.instant();
      SentEvents found = events.sentEvents(FakeTime.START, now, Set.of("a"), 1000, 0);
      assertThat(found.count()).isEqualTo(BATCHES);
      assertThat(found.events())
          .extracting(sent -> sent.stripeEventId().orElseThrow())
          .contains("evt_0", "evt_129");
      assertThat(statuses).doesNotContain(429);
      return took;
    } finally {
      server.stop(0);
    }
  }

  private static ContactEvent event(int number) {
    return new ContactEvent(
        "a",
        FakeTime.START,
        "ada@example.com",
        new TreeMap<>(Map.of("stripe_event_id", TextNode.valueOf("evt_" + number))));
  }
}
