package io.tajo.stripe.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.docs.DocumentedMetrics;
import io.tajo.stripe.docs.Scrape;
import io.tajo.stripe.receiver.Health;
import io.tajo.stripe.receiver.HealthServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The operator shows what the table of metrics says, and no more. */
class OperatorMetricsTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Test
  void theTableHasAllOfTheOperator() throws IOException {
    DocumentedMetrics table = DocumentedMetrics.read();
    try (Scene scene = new Scene().runsSucceed().operator();
        HealthServer health =
            new HealthServer(
                "127.0.0.1",
                0,
                new Health(
                    scene.current()::isReady,
                    scene.current()::status,
                    scene.meters,
                    scene.current()::measure))) {
      health.start();
      health.measureTheProcess();
      scene.secret("acme");
      scene.connector("acme");
      scene.awaitReady("acme");

      Map<String, String> acme =
          Map.of("connector_namespace", scene.namespace, "connector", "acme");
      await()
          .atMost(Scene.SOON)
          .untilAsserted(() ->
              assertThat(
                      scrape(health)
                          .values("stripe_connector_condition", with(acme, "type", "Ready")))
                  .containsExactly(1.0));
      Scrape shown = scrape(health);
      table.assertKnows(shown, "operator");
      table.assertShown("operator", shown.names());
      assertThat(
              shown.values(
                  "stripe_connector_runs_total",
                  Map.of("connector", "acme", "type", "full", "outcome", "succeeded")))
          .containsExactly(1.0);
      assertThat(shown.values("stripe_connector_runs_total", acme)).hasSize(4);
      assertThat(shown.values("stripe_connector_connectors", Map.of())).containsExactly(1.0);
      assertThat(shown.values("stripe_connector_operator_leading", Map.of())).containsExactly(1.0);

      scene.seen("acme").ifPresent(it -> scene.user().resource(it).delete());
      scene.awaitGone(StripeConnector.class, "acme");
      await()
          .atMost(Scene.SOON)
          .untilAsserted(() ->
              assertThat(scrape(health).series())
                  .noneMatch(series -> "acme".equals(series.labels().get("connector"))));
    }
  }

  private static Map<String, String> with(Map<String, String> labels, String name, String value) {
    Map<String, String> all = new java.util.HashMap<>(labels);
    all.put(name, value);
    return all;
  }

  private static Scrape scrape(HealthServer health) {
    try {
      return Scrape.of(
          HTTP.send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + health.port() + "/metrics"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aReplicaThatDoesNotLeadTellsNothingOfConnectors() {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    OperatorMetrics metrics = new OperatorMetrics(meters, () -> false);
    metrics.connectors(() -> Stream.of(new StripeConnector()));
    metrics.read();
    Scrape shown = Scrape.of(meters.scrape());
    assertThat(shown.values("stripe_connector_operator_leading", Map.of())).containsExactly(0.0);
    assertThat(shown.names())
        .doesNotContain("stripe_connector_connectors", "stripe_connector_condition");
  }
}
