package io.tajo.stripe.bench;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.receiver.DeliveryLog;
import io.tajo.stripe.receiver.Health;
import io.tajo.stripe.receiver.Receiver;
import io.tajo.stripe.receiver.ReceiverSettings;
import io.tajo.stripe.receiver.SigningSecrets;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A connector's receiver in this process, on free ports, with the usual limits. */
final class Reception implements AutoCloseable {
  static final String SECRET = "whsec_benchmark";

  private final Receiver receiver;
  private final URI endpoint;

  Reception(Connector connector, String name) throws IOException {
    ReceiverSettings settings =
        new ReceiverSettings(
            "default",
            name,
            "127.0.0.1",
            0,
            0,
            List.of(),
            List.of(),
            ReceiverSettings.Limits.USUAL,
            Duration.ZERO);
    this.receiver =
        new Receiver(
            settings,
            SigningSecrets.of(List.of(SECRET)),
            connector.intake(),
            new Health(
                () -> true,
                () -> StripeConnectorStatus.builder().build(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)),
            DeliveryLog.none(),
            InstantSource.system());
    receiver.start();
    this.endpoint = URI.create("http://127.0.0.1:" + receiver.port() + settings.path());
  }

  URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    receiver.close();
  }
}
