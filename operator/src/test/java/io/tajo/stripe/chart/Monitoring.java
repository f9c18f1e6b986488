package io.tajo.stripe.chart;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The chart's alerts and dashboards, as Helm renders them. */
public final class Monitoring {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern METRIC =
      Pattern.compile(
          "\\b(?:stripe_connector|operator_sdk|kubelet|jvm|process|system)_[a-z0-9_]+\\b");

  /** Of labels, not metrics. */
  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

  private Monitoring() {}

  /** What Helm renders, once. */
  private static final class Rendered {
    static final List<HasMetadata> OBJECTS = chart().objects();
  }

  /** An alert, without placeholders. */
  public record Alert(
      String name, String expression, Map<String, String> labels, Map<String, String> annotations) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A query of a dashboard.
   *
   * @param panel its dashboard and the title of its panel
   */
  public record Query(String panel, String expression) {
    @Override
    public String toString() {
      return panel + ": " + expression;
    }
  }

  /** The chart as it is installed where all of this is wanted. */
  private static Chart chart() {
    return Chart.plain()
        .with("prometheusRule.enabled", true)
        .with("prometheusRule.renderMode", "alwaysRender")
        .with("dashboard.enabled", true);
  }

  /** The groups of the PrometheusRule, to do with as one likes. */
  public static JsonNode groups() {
    return groups(Rendered.OBJECTS);
  }

  static JsonNode groups(List<HasMetadata> objects) {
    return objects.stream()
        .filter(object -> object.getKind().equals("PrometheusRule"))
        .map(GenericKubernetesResource.class::cast)
        .map(rule -> JSON.<JsonNode>valueToTree(rule.<List<Object>>get("spec", "groups")))
        .findFirst()
        .orElseThrow();
  }

  public static List<Alert> alerts() {
    return alerts(Rendered.OBJECTS);
  }

  static List<Alert> alerts(List<HasMetadata> objects) {
    List<Alert> alerts = new ArrayList<>();
    for (JsonNode group : groups(objects)) {
      for (JsonNode rule : group.path("rules")) {
        alerts.add(
            new Alert(
                rule.path("alert").asText(),
                rule.path("expr").asText(),
                texts(rule.path("labels")),
                texts(rule.path("annotations"))));
      }
    }
    return alerts;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  /** The ConfigMap of dashboards. */
  static ConfigMap dashboardMap() {
    return Rendered.OBJECTS.stream()
        .filter(ConfigMap.class::isInstance)
        .map(ConfigMap.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** By file name. */
  static Map<String, JsonNode> dashboards() throws IOException {
    Map<String, JsonNode> dashboards = new TreeMap<>();
    for (Map.Entry<String, String> file : dashboardMap().getData().entrySet()) {
      dashboards.put(file.getKey(), JSON.readTree(file.getValue()));
    }
    return dashboards;
  }

  /** The queries of all panels, with Grafana's variables. */
  public static List<Query> queries() throws IOException {
    List<Query> queries = new ArrayList<>();
    for (JsonNode dashboard : dashboards().values()) {
      for (JsonNode panel : dashboard.path("panels")) {
        String name = dashboard.path("title").asText() + ", " + panel.path("title").asText();
        panel
            .path("targets")
            .forEach(target -> queries.add(new Query(name, target.path("expr").asText())));
      }
    }
    return queries;
  }

  /** The names of metrics in a query. */
  public static Set<String> metrics(String expression) {
    return METRIC
        .matcher(QUOTED.matcher(expression).replaceAll("\"\""))
        .results()
        .map(found -> found.group())
        .collect(toCollection(TreeSet::new));
  }

  /** Every metric that alerts or dashboards ask for. */
  public static Set<String> metrics() throws IOException {
    Set<String> metrics = new TreeSet<>();
    alerts().forEach(alert -> metrics.addAll(metrics(alert.expression())));
    queries().forEach(query -> metrics.addAll(metrics(query.expression())));
    return metrics;
  }
}
