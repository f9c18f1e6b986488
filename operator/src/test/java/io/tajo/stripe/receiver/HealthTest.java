package io.tajo.stripe.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthTest {
  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = new Served(Served.SMALL, _ -> Served.STORED);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void isReadyWhileTheDatabaseIsThere() throws IOException {
    assertThat(served.health("/readyz")).startsWith("HTTP/1.1 200 ");
    served.ready.set(false);
    assertThat(served.health("/readyz")).startsWith("HTTP/1.1 503 ");
    assertThat(served.health("/livez")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void tellsTheStatusAsJson() throws IOException {
    assertThat(served.health("/status"))
        .contains("Content-Type: application/json\r\n")
        .endsWith("\r\n\r\n{\"connected\":true,\"lastEventTime\":\"2026-01-02T03:04:05Z\"}");
  }

  @Test
  void hasNothingElseAndTakesNothing() throws IOException {
    assertThat(served.health("/")).startsWith("HTTP/1.1 404 ");
    assertThat(served.health("/stripe/shop/main")).startsWith("HTTP/1.1 404 ");
    try (RawClient client = new RawClient(served.receiver.healthPort())) {
      client.send("POST /status HTTP/1.1\nHost: x\nContent-Length: 0\n\n");
      assertThat(client.answer()).startsWith("HTTP/1.1 405 ").contains("Allow: GET, HEAD");
    }
  }

  @Test
  void countsDeliveriesFromZero() throws IOException {
    String stored = "stripe_connector_webhook_deliveries_total{outcome=\"stored\",status=\"200\"}";
    String noMatch = "stripe_connector_webhook_signature_failures_total{reason=\"no_match\"}";
    assertThat(served.metric(stored)).isEqualTo("0.0");
    assertThat(served.metric(noMatch)).isEqualTo("0.0");
    served.deliver(Signed.EVENT);
    served.deliver(Signed.EVENT);
    String head = RawClient.head(Signed.header("whsec_x", Served.NOW, Signed.EVENT), 2);
    served.exchange(RawClient.request(head, new byte[2]));
    assertThat(served.metric(stored)).isEqualTo("2.0");
    assertThat(served.metric(noMatch)).isEqualTo("1.0");
    assertThat(served.metric("stripe_connector_webhook_answer_seconds_count")).isEqualTo("3");
    assertThat(served.metric("stripe_connector_webhook_answer_seconds_bucket{le=\"10.0\"}"))
        .isEqualTo("3");
  }

  @Test
  void showsTheProcess() throws IOException {
    assertThat(served.health("/metrics"))
        .contains(
            "text/plain; version=0.0.4",
            "le=\"0.05\"",
            "jvm_memory_used_bytes",
            "jvm_threads_live_threads",
            "jvm_gc_",
            "process_start_time_seconds",
            "process_uptime_seconds",
            "stripe_connector_webhook_in_flight 0.0",
            "stripe_connector_webhook_connections 0.0");
  }
}
