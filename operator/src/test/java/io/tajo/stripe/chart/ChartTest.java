package io.tajo.stripe.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to install the chart gives objects that are well formed and belong together. */
class ChartTest {
  static Stream<Path> examples() throws IOException {
    return Chart.examples().stream();
  }

  @Test
  void lintFindsNothing() {
    var result = Chart.lint();

    assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
    assertThat(result.getMessages()).noneMatch(message -> message.contains("[WARNING]"));
  }

  @Test
  void theChartHasTheProjectsVersion() throws IOException {
    var project = Pattern.compile("<version>([^<]+)</version>");
    var found = project.matcher(Files.readString(Chart.ROOT.resolve("pom.xml")));
    assertThat(found.find()).isTrue();

    assertThat(Files.readString(Chart.DIRECTORY.resolve("Chart.yaml")).lines())
        .contains("version: " + found.group(1), "appVersion: " + found.group(1));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyObjectIsNamedLabelledAndThereOnce(Path values) {
    List<HasMetadata> objects = Chart.plain().with(values).objects();

    assertThat(objects).extracting(Chart::id).doesNotHaveDuplicates();
    for (HasMetadata object : objects) {
      if (object.getMetadata().getName().endsWith("-extra")
          || object.getMetadata().getName().endsWith("-text")) {
        continue; // The user's own.
      }
      assertThat(object.getMetadata().getLabels())
          .as(Chart.id(object))
          .containsEntry("app.kubernetes.io/instance", Chart.RELEASE)
          .containsEntry("app.kubernetes.io/managed-by", "Helm")
          .containsKeys("app.kubernetes.io/name", "app.kubernetes.io/version", "helm.sh/chart");
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theNewestKubernetesGetsTheSame(Path values) {
    Chart chart = Chart.plain().with(values);

    assertThat(chart.text("1.36.0")).isEqualTo(chart.text());
  }

  @Test
  void whoMayReadMetricsMayBeNarrowedAndHelmTestStillMay(@TempDir Path copy) throws IOException {
    Chart chart = Chart.example("namespaced").withHooks(copy);
    List<NetworkPolicyPeer> peers =
        chart.only(NetworkPolicy.class).getSpec().getIngress().getFirst().getFrom();

    assertThat(peers).hasSize(2);
    assertThat(chart.only(Pod.class).getMetadata().getLabels())
        .containsAllEntriesOf(peers.getLast().getPodSelector().getMatchLabels());
    assertThat(peers.getLast().getPodSelector().getMatchLabels())
        .containsEntry("app.kubernetes.io/component", "test");
    assertThat(peers.getLast().getNamespaceSelector()).as("the release's own").isNull();
    assertThat(Chart.example("everything").only(NetworkPolicy.class).getSpec().getIngress())
        .as("everybody")
        .allMatch(rule -> rule.getFrom().isEmpty());
  }

  @Test
  void namesAreAskedOnThePortsThatDnsHas() {
    List<NetworkPolicyPort> ports =
        Chart.example("everything")
            .only(NetworkPolicy.class)
            .getSpec()
            .getEgress()
            .getFirst()
            .getPorts();

    assertThat(ports.stream().map(it -> it.getProtocol() + " " + it.getPort().getIntVal()))
        .containsExactlyInAnyOrder("UDP 53", "TCP 53", "UDP 5353", "TCP 5353");
  }

  @Test
  void byDefaultThereIsWhatIsNeeded() {
    assertThat(Chart.plain().objects())
        .extracting(Chart::id)
        .containsExactlyInAnyOrder(
            "ServiceAccount stripe-system/stripe-connector",
            "CustomResourceDefinition stripeconnectors.connectors.tajo.io",
            "CustomResourceDefinition stripesyncs.connectors.tajo.io",
            "ClusterRole stripe-connector",
            "ClusterRole stripe-connector-view",
            "ClusterRole stripe-connector-edit",
            "ClusterRoleBinding stripe-connector",
            "Role stripe-system/stripe-connector-leader",
            "RoleBinding stripe-system/stripe-connector-leader",
            "Service stripe-system/stripe-connector-metrics",
            "Deployment stripe-system/stripe-connector");
  }

  @Test
  void whatCanBeLeftOutIsLeftOut() {
    assertThat(Chart.example("bare").objects())
        .extracting(Chart::id)
        .containsExactly("Deployment stripe-system/stripe-connector");
  }

  @Test
  void everySwitchRendersItsObject() {
    Chart chart = Chart.example("everything");
    List<String> ids = chart.objects().stream().map(Chart::id).toList();

    assertThat(ids)
        .contains(
            "PodDisruptionBudget stripe-system/stripe-operator",
            "NetworkPolicy stripe-system/stripe-operator",
            "ServiceMonitor stripe-system/stripe-operator",
            "PodMonitor stripe-system/stripe-operator-receivers",
            "PrometheusRule stripe-system/stripe-operator",
            "ConfigMap stripe-system/stripe-operator-dashboards",
            "ConfigMap stripe-operator-extra",
            "ConfigMap stripe-connector-text");
    assertThat(chart.only(PodDisruptionBudget.class).getSpec().getMaxUnavailable().getStrVal())
        .isEqualTo("50%");
    assertThat(chart.only(ServiceAccount.class).getMetadata().getAnnotations())
        .containsEntry("example.com/role", "none");
    assertThat(chart.only(Service.class).getSpec().getPorts().getFirst().getPort()).isEqualTo(9090);
    assertThat(chart.all(ConfigMap.class).stream().map(ConfigMap::getData))
        .anyMatch(data -> "stripe-system".equals(data == null ? "" : data.get("namespace")));
    assertThat(chart.only(NetworkPolicy.class).getSpec().getPolicyTypes())
        .containsExactly("Ingress", "Egress");
    chart.objects().stream()
        .filter(object -> !Chart.id(object).endsWith("-extra"))
        .filter(object -> !Chart.id(object).endsWith("-text"))
        .forEach(object ->
            assertThat(object.getMetadata().getLabels())
                .as(Chart.id(object))
                .containsEntry("team", "platform"));
  }

  @Test
  void monitorsSelectTheServiceAndTheReceivers() {
    List<GenericKubernetesResource> monitors =
        Chart.example("everything").all(GenericKubernetesResource.class);
    var service = Chart.example("everything").only(Service.class);
    GenericKubernetesResource ofOperator = one(monitors, "ServiceMonitor");
    GenericKubernetesResource ofReceivers = one(monitors, "PodMonitor");

    assertThat(service.getMetadata().getLabels())
        .containsAllEntriesOf(
            ofOperator.<Map<String, String>>get("spec", "selector", "matchLabels"));
    assertThat(ofOperator.<String>get("spec", "endpoints", 0, "port"))
        .isEqualTo(service.getSpec().getPorts().getFirst().getName());
    assertThat(ofOperator.<String>get("spec", "endpoints", 0, "interval")).isEqualTo("30s");
    assertThat(ofOperator.getMetadata().getLabels()).containsEntry("release", "prometheus");
    assertThat(ofReceivers.<Boolean>get("spec", "namespaceSelector", "any")).isTrue();
    assertThat(ofReceivers.<String>get("spec", "podMetricsEndpoints", 0, "port"))
        .isEqualTo("health");
  }

  private static GenericKubernetesResource one(List<GenericKubernetesResource> all, String kind) {
    return all.stream().filter(object -> object.getKind().equals(kind)).findFirst().orElseThrow();
  }

  @Test
  void monitorsAreSkippedWhereTheClusterHasNoSuchKind() {
    assertThat(Chart.example("unkept").all(GenericKubernetesResource.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "metrics.serviceMonitor, the cluster has no monitoring.coreos.com/v1/ServiceMonitor",
    "metrics.podMonitor, the cluster has no monitoring.coreos.com/v1/PodMonitor",
  })
  void orFailIfThatIsWanted(String which, String message) {
    Chart chart =
        Chart.plain().with(which + ".enabled", true).with(which + ".renderMode", "failIfMissing");

    assertThatThrownBy(chart::text).hasMessageContaining(message);
  }

  @Test
  void namesFitHoweverLongTheReleaseIs() {
    String longest = "a" + "b".repeat(52);
    Chart chart = Chart.example("everything").with("fullnameOverride", "").as(longest);

    for (HasMetadata object : chart.objects()) {
      assertThat(object.getMetadata().getName()).as(Chart.id(object)).hasSizeLessThanOrEqualTo(63);
      if (object.getMetadata().getLabels() != null) {
        assertThat(object.getMetadata().getLabels().values())
            .allSatisfy(value -> assertThat(value).hasSizeLessThanOrEqualTo(63));
      }
    }
    assertThat(chart.only(Service.class).getMetadata().getName()).endsWith("-metrics");
  }

  private static String notes(Map<String, String> values) {
    var install =
        new Helm(Chart.DIRECTORY)
            .install()
            .withName("stripe-connector")
            .withNamespace("stripe-system")
            .withKubeVersion("1.30.0")
            .clientOnly()
            .dryRun();
    values.forEach(install::set);
    return install.call().getOutput();
  }

  @Test
  void theNotesSayTheNextCommand() {
    assertThat(notes(Map.of()))
        .contains("kubectl -n stripe-system rollout status deployment/stripe-connector")
        .contains("kubectl apply -f examples/quickstart.yaml")
        .contains("kubectl delete stripeconnectors -A --all")
        .doesNotContain("sandbox", "Beware");
    assertThat(notes(Map.of("watchNamespaces[0]", "marketing", "crds.keep", "false")))
        .contains("kubectl -n marketing apply -f examples/quickstart.yaml")
        .contains("Beware: crds.keep is false");
  }

  @Test
  void theNotesOfTheSandboxSayItsCommand() {
    String sandbox = "http://sandbox.stripe-sandbox.svc:12111";

    assertThat(notes(Map.of("stripeApiBase", sandbox, "brevoApiBase", sandbox + "/v3")))
        .contains("kubectl apply -f examples/sandbox.yaml")
        .contains("Stripe is taken to be at " + sandbox + ", for every connector")
        .contains("Brevo is taken to be at " + sandbox + "/v3, for every connector")
        .doesNotContain("quickstart");
    assertThat(notes(Map.of("brevoApiBase", "https://proxy.example/v3")))
        .contains("kubectl apply -f examples/quickstart.yaml")
        .contains("Brevo is taken to be at https://proxy.example/v3");
  }
}
