package io.tajo.stripe.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Grafana's dashboards are whole; what their queries return, MonitoringIT shows. */
class DashboardsTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_]+)");

  /** Grafana's own. */
  private static final Set<String> BUILT_IN = Set.of("__rate_interval", "__range");

  static Set<Map.Entry<String, JsonNode>> dashboards() throws IOException {
    return Monitoring.dashboards().entrySet();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void eachHasItsVariablesAndNoOthers(Map.Entry<String, JsonNode> file) {
    JsonNode dashboard = file.getValue();
    Set<String> variables = new TreeSet<>(BUILT_IN);
    dashboard.at("/templating/list").forEach(it -> variables.add(it.path("name").asText()));

    assertThat(variables).contains("datasource", "namespace", "connector");
    assertThat(
            VARIABLE.matcher(dashboard.path("panels").toString()).results().map(it -> it.group(1)))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(variables).contains(name));
    assertThat(dashboard.path("uid").asText() + ".json").isEqualTo(file.getKey());
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelHasAPlaceAndSaysWhatItShows(Map.Entry<String, JsonNode> file) {
    List<Integer> ids = new ArrayList<>();
    Set<String> cells = new TreeSet<>();
    for (JsonNode panel : file.getValue().path("panels")) {
      String title = panel.path("title").asText();
      ids.add(panel.path("id").asInt());
      JsonNode place = panel.path("gridPos");
      for (int x = place.path("x").asInt(); x < end(place, "x", "w"); x++) {
        for (int y = place.path("y").asInt(); y < end(place, "y", "h"); y++) {
          assertThat(cells.add(x + "," + y)).as(title + " lies on another").isTrue();
        }
      }
      assertThat(end(place, "x", "w")).as(title).isLessThanOrEqualTo(24);
      if (!panel.path("type").asText().equals("row")) {
        assertThat(panel.path("description").asText()).as(title).endsWith(".");
        assertThat(panel.path("targets").size()).as(title).isPositive();
        assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
      }
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  private static int end(JsonNode place, String from, String size) {
    return place.path(from).asInt() + place.path(size).asInt();
  }

  @Test
  void grafanasSidecarFindsThem() {
    ConfigMap map = Monitoring.dashboardMap();

    assertThat(map.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
    assertThat(map.getData())
        .containsOnlyKeys("stripe-connector-business.json", "stripe-connector-operations.json");
    assertThat(Chart.example("everything").all(ConfigMap.class))
        .anyMatch(it -> it.getData() != null && it.getData().containsKey("own.json"));
  }
}
