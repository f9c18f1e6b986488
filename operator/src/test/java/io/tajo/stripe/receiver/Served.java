package io.tajo.stripe.receiver;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.pipeline.Intake;
import io.tajo.stripe.pipeline.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A receiver on free ports of this machine, whose intake and limits a test chooses. */
final class Served implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  static final Receipt STORED = receipt(Receipt.Outcome.STORED, "");

  /** Bounds that tests can wait for. */
  static final ReceiverSettings.Limits SMALL =
      new ReceiverSettings.Limits(
          64 << 10,
          1 << 20,
          8 << 10,
          4,
          Duration.ofMillis(50),
          64,
          Duration.ofMillis(400),
          Duration.ofMillis(800),
          Duration.ofSeconds(5));

  final List<byte[]> taken = new CopyOnWriteArrayList<>();
  final AtomicBoolean ready = new AtomicBoolean(true);
  final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final Receiver receiver;

  Served(ReceiverSettings settings, Intake intake, DeliveryLog log) throws IOException {
    receiver =
        new Receiver(
            settings,
            SigningSecrets.of(List.of(Signed.SECRET)),
            body -> {
              taken.add(body);
              return intake.accept(body);
            },
            new Health(
                ready::get,
                () -> StripeConnectorStatus.builder().connected(true).lastEventTime(NOW).build(),
                meters),
            log,
            () -> NOW);
    receiver.start();
  }

  Served(ReceiverSettings.Limits limits, Intake intake) throws IOException {
    this(settings(limits), intake, DeliveryLog.none());
  }

  static ReceiverSettings settings(ReceiverSettings.Limits limits) {
    return settings(limits, List.of(), List.of());
  }

  static ReceiverSettings settings(
      ReceiverSettings.Limits limits, List<String> ranges, List<String> proxies) {
    return new ReceiverSettings(
        "shop", "main", "127.0.0.1", 0, 0, ranges, proxies, limits, Duration.ZERO);
  }

  static Receipt receipt(Receipt.Outcome outcome, String reason) {
    return new Receipt(outcome, "evt_1AbcDefGhiJkl", "customer.updated", NOW, reason);
  }

  RawClient client() throws IOException {
    return new RawClient(receiver.port());
  }

  /** One request on a connection of its own; its answer. */
  String exchange(byte[] request) throws IOException {
    try (RawClient client = client()) {
      return client.send(request).answer();
    }
  }

  int deliver(byte[] body) throws IOException {
    return RawClient.status(exchange(RawClient.delivery(NOW, body)));
  }

  String health(String path) throws IOException {
    try (RawClient client = new RawClient(receiver.healthPort())) {
      return client.send("GET " + path + " HTTP/1.1\nHost: x\n\n").answer();
    }
  }

  /** The value of one line of the metrics. */
  String metric(String name) throws IOException {
    return health("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElse("absent");
  }

  @Override
  public void close() {
    receiver.close();
  }
}
