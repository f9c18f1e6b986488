package io.tajo.stripe.chart;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.List;

/** What the chart lets the operator do. */
public final class ChartRules {
  private ChartRules() {}

  /** Everywhere, where no namespace is named. */
  public static List<PolicyRule> everywhere() {
    return Chart.plain().all(ClusterRole.class).stream()
        .filter(role -> role.getMetadata().getName().equals(Chart.RELEASE))
        .flatMap(role -> role.getRules().stream())
        .toList();
  }

  /** In a namespace that is named to the operator. */
  public static List<PolicyRule> within(String namespace) {
    return roles(Chart.plain().with("watchNamespaces[0]", namespace), namespace);
  }

  /** The Lease that it is told to use. */
  public static String lease() {
    List<String> args = ChartPods.operator(Chart.plain()).getArgs();
    return args.get(args.indexOf("--lease") + 1);
  }

  /** In the operator's own namespace. */
  public static List<PolicyRule> own() {
    return roles(Chart.plain(), Chart.NAMESPACE);
  }

  private static List<PolicyRule> roles(Chart chart, String namespace) {
    return chart.all(Role.class).stream()
        .filter(role -> role.getMetadata().getNamespace().equals(namespace))
        .flatMap(role -> role.getRules().stream())
        .toList();
  }
}
