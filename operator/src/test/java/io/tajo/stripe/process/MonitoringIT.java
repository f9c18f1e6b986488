package io.tajo.stripe.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.tajo.stripe.api.Json;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.SyncReport;
import io.tajo.stripe.chart.Installed;
import io.tajo.stripe.chart.Monitoring;
import io.tajo.stripe.chart.Monitoring.Query;
import io.tajo.stripe.cluster.Cluster;
import io.tajo.stripe.cluster.Workloads.Outcome;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.BrevoSandbox;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.SandboxOptions;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import io.tajo.stripe.sandbox.stripe.life.RandomLife;
import io.tajo.stripe.sandbox.webhooks.WebhookOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chart's alerts and dashboards on a real Prometheus that reads real processes: a connector
 * that lives, and an operator that looks after one.
 */
class MonitoringIT {
  private static final String SECRET = "whsec_monitored";
  private static final Duration A_WHILE = Duration.ofSeconds(90);
  private static final Pattern HEALTH = Pattern.compile("metrics at http://(127.0.0.1:[0-9]+)");
  private static final Pattern WEBHOOKS = Pattern.compile("Receiving webhooks at (http\\S+)");

  /** Metrics that are not there where all is well, and why. */
  private static final Map<String, String> ONLY_ELSEWHERE =
      Map.of(
          "kubelet_volume_stats_available_bytes", "of the kubelet, which is not here",
          "kubelet_volume_stats_capacity_bytes", "of the kubelet, which is not here",
          "operator_sdk_reconciliations_failed_total", "there from the first failure on",
          "stripe_connector_contacts_drifted", "of a full run after an incremental one");

  private static final String CONNECTOR =
      Manifests.SMALL.substring(Manifests.SMALL.indexOf("---\n") + 4)
          + """
            webhook: {signingSecrets: [{name: keys, key: signing}]}
          """;

  @TempDir private Path directory;

  @Test
  void everyQueryReturnsDataAndEveryAlertIsEvaluated() throws Exception {
    Installed installed = Installed.find("prometheus", "prometheus");
    try (Workplace here = new Workplace(directory);
        Sandbox sandbox = sandbox();
        Cluster cluster = Cluster.start()) {
      here.with("STRIPE_API_BASE", sandbox.stripeBase().toString())
          .with("BREVO_API_BASE", sandbox.brevoBase().toString())
          .with("STRIPE_WEBHOOK_SECRET", SECRET)
          .with("STRIPE_CONNECTOR_IMAGE", "registry.example/stripe-connector:test")
          .with("KUBECONFIG", directory.resolve("kubeconfig").toString());
      apply(cluster);
      cluster.kubeconfig(directory.resolve("kubeconfig"));
      Running operator = here.start("operator", "--health-host", "127.0.0.1", "--health-port", "0");
      Running connector = connector(here);
      sandbox.webhooks().endpoint(found(WEBHOOKS, connector), SECRET);

      try (Prometheus prometheus =
          Prometheus.start(
              installed,
              Files.createDirectories(directory.resolve("prometheus")),
              configuration(
                  found(HEALTH, operator.awaitPrinted("metrics at")), found(HEALTH, connector)))) {
        anotherRun(prometheus, cluster);
        returnData(prometheus, new RandomLife(sandbox.stripe(), 5));
        areThere(prometheus);
        areEvaluated(prometheus);
      }
    }
  }

  private static Sandbox sandbox() {
    return Sandbox.start(
        SandboxOptions.of(
                StripeOptions.at(Instant.now()).withCustomers(60, 1),
                new BrevoSandbox(
                    BrevoOptions.builder().plan(BrevoOptions.Plan.EXTENDED).build(),
                    InstantSource.system()))
            .with(WebhookOptions.STRIPE.withRetries(20, Duration.ofMillis(500))));
  }

  private static Running connector(Workplace here) throws Exception {
    String manifest =
        here.file(
            "acme.yaml",
            Manifests.SMALL.substring(0, Manifests.SMALL.indexOf("\"}\n"))
                + "\", signing: \"${STRIPE_WEBHOOK_SECRET}\"}\n---\n"
                + CONNECTOR);
    return here.start("local", "-f", manifest, "--data", "data", "--port", "0")
        .awaitPrinted("metrics at");
  }

  private static void apply(Cluster cluster) throws IOException {
    SyncReport report =
        new SyncReport(
            SyncReport.Outcome.SUCCEEDED, "All read and written", null, new TreeMap<>(), null);
    cluster.workloads().everyJob(new Outcome.Succeeded(Json.MAPPER.writeValueAsString(report)));
    cluster
        .user()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("keys")
                .withNamespace("default")
                .addToLabels("connectors.tajo.io/secret", "true")
                .endMetadata()
                .addToData("stripe", encoded(StripeOptions.DEFAULT_KEY))
                .addToData("brevo", encoded(BrevoOptions.API_KEY))
                .addToData("signing", encoded(SECRET))
                .build())
        .create();
    StripeConnector connector = Serialization.unmarshal(CONNECTOR, StripeConnector.class);
    connector.getMetadata().setNamespace("default");
    cluster.user().resource(connector).create();
  }

  private static String encoded(String value) {
    return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }

  private static String found(Pattern address, Running process) {
    Matcher printed = address.matcher(process.err());
    assertThat(printed.find()).as(process.err()).isTrue();
    return printed.group(1);
  }

  /** The labels of the operator's target are those that its ServiceMonitor brings. */
  private String configuration(String operator, String connector) throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    Path rules = directory.resolve("rules.yaml");
    yaml.writeValue(rules.toFile(), yaml.createObjectNode().set("groups", Monitoring.groups()));
    return """
    global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
    rule_files: ["%s"]
    scrape_configs:
    - job_name: stripe-connector-metrics
      static_configs: [{targets: ["%s"], labels: {namespace: stripe-system}}]
    - job_name: stripe-connector-receivers
      static_configs: [{targets: ["%s"], labels: {namespace: default}}]
    """
        .formatted(rules, operator, connector);
  }

  /** Once Prometheus knows how many there were before. */
  private static void anotherRun(Prometheus prometheus, Cluster cluster) {
    await("the operator is read")
        .atMost(A_WHILE)
        .until(() -> hasNumber(prometheus.query("stripe_connector_runs_total")));
    cluster
        .user()
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: connectors.tajo.io/v1alpha1
                kind: StripeSync
                metadata: {name: again, namespace: default}
                spec: {connector: acme}
                """,
                StripeSync.class))
        .create();
  }

  /** Each query, at some moment while things happen. */
  private static void returnData(Prometheus prometheus, RandomLife life) throws Exception {
    List<Query> silent = new ArrayList<>(Monitoring.queries());
    assertThat(silent).hasSizeGreaterThan(50);
    silent.removeIf(query -> isElsewhere(Monitoring.metrics(query.expression())));
    await("every query returns data")
        .atMost(A_WHILE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> {
          life.act();
          List<Query> still = new ArrayList<>();
          for (Query query : silent) {
            if (!hasNumber(prometheus.query(grafana(query.expression())))) {
              still.add(query);
            }
          }
          silent.retainAll(still);
          assertThat(silent).isEmpty();
        });
  }

  private static boolean isElsewhere(Set<String> metrics) {
    return metrics.stream().anyMatch(ONLY_ELSEWHERE::containsKey);
  }

  /** With its variables as Grafana has them at first, but for a shorter time. */
  private static String grafana(String expression) {
    return expression
        .replace("$namespace", ".*")
        .replace("$connector", ".*")
        .replace("$__rate_interval", "15s")
        .replace("$__range", "1m");
  }

  private static boolean hasNumber(JsonNode result) {
    for (JsonNode series : result) {
      if (!series.at("/value/1").asText().equals("NaN")) {
        return true;
      }
    }
    return false;
  }

  private static void areThere(Prometheus prometheus) throws Exception {
    Set<String> missing = new TreeSet<>();
    for (String metric : Monitoring.metrics()) {
      if (prometheus.query("count({__name__=\"" + metric + "\"})").isEmpty()) {
        missing.add(metric);
      }
    }
    assertThat(missing).isEqualTo(new TreeSet<>(ONLY_ELSEWHERE.keySet()));
  }

  private static void areEvaluated(Prometheus prometheus) {
    await("every rule is evaluated")
        .atMost(A_WHILE)
        .untilAsserted(() -> {
          List<String> healthy = new ArrayList<>();
          for (JsonNode group : prometheus.rules()) {
            for (JsonNode rule : group.path("rules")) {
              assertThat(rule.path("lastError").asText()).as(rule.path("name").asText()).isEmpty();
              if (rule.path("health").asText().equals("ok")) {
                healthy.add(rule.path("name").asText());
              }
            }
          }
          assertThat(healthy)
              .containsExactlyInAnyOrderElementsOf(
                  Monitoring.alerts().stream().map(Monitoring.Alert::name).toList());
        });
  }
}
