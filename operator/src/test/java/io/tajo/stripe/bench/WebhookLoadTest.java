package io.tajo.stripe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.pipeline.Intake;
import io.tajo.stripe.pipeline.Receipt;
import io.tajo.stripe.receiver.DeliveryLog;
import io.tajo.stripe.receiver.Health;
import io.tajo.stripe.receiver.Receiver;
import io.tajo.stripe.receiver.ReceiverSettings;
import io.tajo.stripe.receiver.SigningSecrets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class WebhookLoadTest {
  private static final Receipt STORED =
      new Receipt(Receipt.Outcome.STORED, "evt_1", "customer.updated", Instant.EPOCH, "");

  private static WebhookLoad.Report load(String secret, double perSecond, int events, Intake intake)
      throws Exception {
    try (Receiver receiver =
        new Receiver(
            new ReceiverSettings(
                "shop",
                "main",
                "127.0.0.1",
                0,
                0,
                List.of(),
                List.of(),
                ReceiverSettings.Limits.USUAL,
                Duration.ZERO),
            SigningSecrets.of(List.of("whsec_load")),
            intake,
            new Health(
                () -> true,
                () -> StripeConnectorStatus.builder().build(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)),
            DeliveryLog.none(),
            InstantSource.system())) {
      receiver.start();
      URI endpoint = URI.create("http://127.0.0.1:" + receiver.port() + "/stripe/shop/main");
      return new WebhookLoad(endpoint, secret, perSecond, events, 2).run(WebhookLoad::event);
    }
  }

  @Test
  void sendsEachEventOnceAtItsRate() throws Exception {
    Set<String> bodies = ConcurrentHashMap.newKeySet();
    WebhookLoad.Report report =
        load(
            "whsec_load",
            400,
            200,
            body -> {
              bodies.add(new String(body, StandardCharsets.UTF_8));
              return STORED;
            });
    assertThat(report.accepted()).isEqualTo(200);
    assertThat(report.refused()).isZero();
    assertThat(bodies).hasSize(200);
    assertThat(report.perSecond()).isBetween(50.0, 403.0);
    assertThat(report.p50()).isPositive().isLessThanOrEqualTo(report.p99());
    assertThat(report.p99()).isLessThanOrEqualTo(report.max());
  }

  @Test
  void countsWhatIsRefused() throws Exception {
    assertThat(load("whsec_other", 1_000, 20, _ -> STORED).refused()).isEqualTo(20);
  }

  /** 20 events are due within 20 ms; two lines with 20 ms an event need 200 ms for them. */
  @Test
  void blamesASlowReceiverForWhatWaited() throws Exception {
    WebhookLoad.Report report =
        load(
            "whsec_load",
            1_000,
            20,
            _ -> {
              LockSupport.parkNanos(20_000_000);
              return STORED;
            });
    assertThat(report.max()).isGreaterThan(Duration.ofMillis(170));
    assertThat(report.perSecond()).isLessThan(110);
  }
}
