package io.tajo.stripe.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tajo.stripe.pipeline.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeliveryLogTest {
  private static final byte[] BODY =
      "{\"id\":\"evt_1AbcDefGhiJkl\",\"email\":\"ada@example.com\"}".getBytes(UTF_8);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:10Z");
  private static final Receipt RECEIPT =
      new Receipt(
          Receipt.Outcome.DUPLICATE,
          "evt_1AbcDefGhiJkl",
          "customer.updated",
          NOW.minusMillis(2_500),
          "");

  @Test
  void writesALineADelivery() {
    try (Logged logged = new Logged(DeliveryLines.class.getName(), Level.INFO)) {
      DeliveryLog.lines(() -> NOW).delivered(RECEIPT, 200, Duration.ofMillis(12), BODY);
      assertThat(logged.lines())
          .containsExactly(
              "INFO Webhook [event=\"evt_1AbcDefGhiJkl\", type=\"customer.updated\","
                  + " ageMs=\"2500\", result=\"duplicate\", status=\"200\", tookMs=\"12\"]");
    }
  }

  @Test
  void showsPayloadsMaskedAtItsMostVerboseAlone() {
    try (Logged logged = new Logged(DeliveryLines.class.getName(), Level.TRACE)) {
      DeliveryLog.lines(() -> NOW).delivered(RECEIPT, 200, Duration.ZERO, BODY);
      assertThat(logged.lines()).hasSize(2);
      assertThat(logged.lines().getLast())
          .startsWith("TRACE Webhook payload ")
          .contains("{\"id\":\"evt_1AbcDefGhiJkl\",\"email\":\"…\"}");
    }
  }

  @Test
  void notesWhatTheEndpointAnswered() throws IOException {
    try (Logged logged = new Logged(DeliveryLines.class.getName(), Level.INFO);
        Served served =
            new Served(
                Served.settings(Served.SMALL),
                _ -> Served.STORED,
                DeliveryLog.lines(() -> Served.NOW))) {
      assertThat(served.deliver(Signed.EVENT)).isEqualTo(200);
      assertThat(logged.lines()).hasSize(1);
      assertThat(logged.lines().getFirst()).contains("ageMs=\"0\"", "stored", "200");
    }
  }

  @Test
  void doesNotLetStrangersFillTheLog() throws IOException {
    try (Logged logged = new Logged(WebhookHandler.class.getName(), Level.INFO);
        Served served = new Served(Served.SMALL, _ -> Served.STORED)) {
      String head = RawClient.head(Signed.header("whsec_x", Served.NOW, BODY), BODY.length);
      for (int i = 0; i < 20; i++) {
        served.exchange(RawClient.request(head, BODY));
      }
      assertThat(logged.lines()).hasSize(1);
      assertThat(logged.lines().getFirst())
          .startsWith("WARN A webhook was refused.")
          .doesNotContain("ada", "whsec_x");
    }
  }
}
