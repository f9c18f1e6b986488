package io.tajo.stripe.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver whose endpoint is still to be made: its signing secret comes while it runs. */
class SecretToComeTest {
  @TempDir private Path directory;

  @Test
  void stripeIsToldToComeAgainUntilTheSecretIsThere() throws IOException {
    AtomicReference<Instant> now = new AtomicReference<>(Served.NOW);
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (Receiver receiver =
        new Receiver(
            Served.settings(Served.SMALL),
            new SecretFiles(List.of(directory.resolve("later")), now::get),
            _ -> Served.STORED,
            new Health(() -> true, Map::of, meters),
            DeliveryLog.none(),
            now::get)) {
      receiver.start();
      assertThat(deliver(receiver, now.get()))
          .startsWith("HTTP/1.1 503 ")
          .contains("Retry-After: 10\r\n", "no signing secret yet");
      assertThat(meters.scrape())
          .contains("signature_failures_total{reason=\"no_secret\"} 1.0")
          .contains("deliveries_total{outcome=\"no_secret\",status=\"503\"} 1.0");
      assertThat(exchange(receiver.healthPort(), "GET /readyz HTTP/1.1\nHost: x\n\n"))
          .startsWith("HTTP/1.1 200 ");

      Files.createDirectory(directory.resolve("later"));
      Files.writeString(directory.resolve("later/we_1"), Signed.SECRET);
      now.updateAndGet(time -> time.plusSeconds(1));
      assertThat(deliver(receiver, now.get())).startsWith("HTTP/1.1 200 ");
    }
  }

  private static String deliver(Receiver receiver, Instant now) throws IOException {
    try (RawClient client = new RawClient(receiver.port())) {
      return client.send(RawClient.delivery(now, Signed.EVENT)).answer();
    }
  }

  private static String exchange(int port, String request) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client.send(request).answer();
    }
  }
}
