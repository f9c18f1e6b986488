package io.tajo.stripe.chart;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What the chart starts. */
public final class ChartPods {
  private ChartPods() {}

  /** The operator's container, by the values file of {@code ci/} that the chart is given. */
  public static Map<String, Container> operators() throws IOException {
    Map<String, Container> operators = new TreeMap<>();
    for (Path values : Chart.examples()) {
      operators.put(values.getFileName().toString(), operator(Chart.plain().with(values)));
    }
    return operators;
  }

  static Container operator(Chart chart) {
    return chart
        .only(Deployment.class)
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst();
  }
}
