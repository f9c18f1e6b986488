package io.tajo.stripe.chart;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tajo.stripe.chart.Monitoring.Alert;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart's alerts by Prometheus' own tool: they are well formed, fire and stay silent. */
class AlertsTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String CASES = "alerts.yaml";

  @TempDir private Path directory;

  private static Installed promtool() {
    return Installed.find("promtool", "prometheus");
  }

  private void write(JsonNode groups) throws IOException {
    YAML.writeValue(
        directory.resolve("rules.yaml").toFile(), YAML.createObjectNode().set("groups", groups));
  }

  @Test
  void theyAreWellFormed() throws Exception {
    Installed promtool = promtool();
    for (JsonNode groups :
        List.of(Monitoring.groups(), Monitoring.groups(Chart.example("everything").objects()))) {
      write(groups);
      promtool.run(directory, "check", "rules", "--lint=all", "--lint-fatal", "rules.yaml");
    }
  }

  /** Of the annotations only the description has something to work out. */
  @Test
  void theyFireInTroubleAndAreSilentOtherwise() throws Exception {
    Installed promtool = promtool();
    JsonNode groups = Monitoring.groups();
    for (JsonNode group : groups) {
      for (JsonNode rule : group.path("rules")) {
        ((ObjectNode) rule.path("annotations")).retain("description");
      }
    }
    write(groups);
    try (InputStream cases = cases()) {
      Files.copy(cases, directory.resolve(CASES));
    }
    promtool.run(directory, "test", "rules", CASES);
  }

  private static InputStream cases() {
    return Objects.requireNonNull(AlertsTest.class.getResourceAsStream(CASES));
  }

  @Test
  void eachIsSeenToFireAndToBeSilent() throws IOException {
    Set<String> fire = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    try (InputStream cases = cases()) {
      for (JsonNode test : YAML.readTree(cases).path("tests")) {
        for (JsonNode check : test.path("alert_rule_test")) {
          (check.path("exp_alerts").isEmpty() ? silent : fire)
              .add(check.path("alertname").asText());
        }
      }
    }
    assertThat(fire).isEqualTo(names());
    assertThat(silent).isEqualTo(names());
  }

  private static Set<String> names() {
    return Monitoring.alerts().stream().map(Alert::name).collect(toCollection(TreeSet::new));
  }

  static Stream<Alert> alerts() {
    return Monitoring.alerts().stream();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void eachSaysWhatItMeansAndWhatToDo(Alert alert) {
    assertThat(alert.name()).startsWith("StripeConnector");
    assertThat(alert.labels().get("severity")).isIn("critical", "warning", "info");
    assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url");
    assertThat(alert.annotations().get("summary")).endsWith(".").doesNotContain("{{");
    assertThat(alert.annotations())
        .containsEntry("runbook_url", "docs/runbooks/" + alert.name() + ".md");
    assertThat(alert.expression() + alert.annotations()).doesNotContain("${");
  }

  @Test
  void everyThresholdCounts() throws IOException {
    String rules = Files.readString(Chart.DIRECTORY.resolve("files/alerts.yaml"));
    JsonNode thresholds =
        YAML.readTree(Chart.DIRECTORY.resolve("values.yaml").toFile())
            .at("/prometheusRule/thresholds");

    assertThat(thresholds.isEmpty()).isFalse();
    thresholds.fieldNames().forEachRemaining(name -> assertThat(rules).contains("${" + name + "}"));
  }

  @Test
  void theyCanBeChanged() {
    List<Alert> alerts = Monitoring.alerts(Chart.example("everything").objects());

    assertThat(alerts)
        .extracting(Alert::name)
        .contains("StripeConnectorStalled", "NoConnectors")
        .doesNotContain("StripeConnectorContactsDrifted");
    Alert overdue = named(alerts, "StripeConnectorSyncOverdue");
    assertThat(overdue.expression()).contains("> 181 * 60");
    assertThat(overdue.labels()).containsEntry("team", "marketing").containsKey("severity");
    assertThat(overdue.annotations())
        .containsEntry(
            "runbook_url",
            "https://git.example/stripe-connector/docs/runbooks/StripeConnectorSyncOverdue.md");
    assertThat(named(alerts, "StripeConnectorOperatorDown").expression())
        .contains("job=\"stripe\", namespace=\"stripe-system\"");
    assertThat(named(Monitoring.alerts(), "StripeConnectorOperatorDown").expression())
        .contains("job=\"stripe-connector-metrics\", namespace=\"stripe-system\"");
  }

  private static Alert named(List<Alert> alerts, String name) {
    return alerts.stream().filter(alert -> alert.name().equals(name)).findFirst().orElseThrow();
  }
}
