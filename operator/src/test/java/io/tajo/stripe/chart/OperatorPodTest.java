package io.tajo.stripe.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's pod: confined, probed, and started with what the values say. */
class OperatorPodTest {
  private static final String IMAGE = "docker.io/library/stripe-connector:0.1.0";

  private static PodSpec pod(Chart chart) {
    return chart.only(Deployment.class).getSpec().getTemplate().getSpec();
  }

  private static Container container(Chart chart) {
    return ChartPods.operator(chart);
  }

  private static Map<String, String> environment(Chart chart) {
    Map<String, String> values = new LinkedHashMap<>();
    for (EnvVar variable : container(chart).getEnv()) {
      values.put(
          variable.getName(),
          variable.getValue() != null
              ? variable.getValue()
              : variable.getValueFrom().getFieldRef().getFieldPath());
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimal", "namespaced", "everything", "bare", "unkept"})
  void itMeetsTheRestrictedPodSecurityStandard(String values) {
    isRestricted(pod(Chart.example(values)));
  }

  private static void isRestricted(PodSpec pod) {
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getHostNetwork()).isNull();
    assertThat(pod.getVolumes())
        .allMatch(volume -> volume.getEmptyDir() != null || volume.getConfigMap() != null);
    for (Container container : pod.getContainers()) {
      var context = container.getSecurityContext();
      assertThat(context.getAllowPrivilegeEscalation()).isFalse();
      assertThat(context.getReadOnlyRootFilesystem()).isTrue();
      assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(context.getCapabilities().getAdd()).isNullOrEmpty();
      assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
      assertThat(container.getResources().getLimits()).containsKey("memory");
    }
  }

  @Test
  void theTestPodDoesTooAndAsksTheServiceWhetherTheOperatorIsReady(@TempDir Path copy)
      throws IOException {
    Chart chart = Chart.example("everything").withHooks(copy);
    Pod test = chart.only(Pod.class);

    isRestricted(test.getSpec());
    assertThat(test.getSpec().getAutomountServiceAccountToken()).isFalse();
    assertThat(test.getSpec().getContainers().getFirst().getImage())
        .isEqualTo("registry.example:5000/mirror/busybox:1.37.0");
    assertThat(test.getSpec().getContainers().getFirst().getCommand())
        .endsWith(
            "http://%s.stripe-system.svc:9090/readyz"
                .formatted(chart.only(Service.class).getMetadata().getName()));
    assertThat(test.getMetadata().getLabels())
        .as("is not selected as the operator")
        .containsEntry("app.kubernetes.io/component", "test");
  }

  @Test
  void byDefaultOnePodIsReplacedAndOnlyTmpIsWritten() {
    Deployment deployment = Chart.plain().only(Deployment.class);
    Container operator = container(Chart.plain());

    assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
    assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("Recreate");
    assertThat(operator.getArgs())
        .containsExactly(
            "operator",
            "--image",
            IMAGE,
            "--image-pull-policy",
            "IfNotPresent",
            "--lease",
            "stripe-connector");
    assertThat(operator.getCommand()).as("the image's own").isNullOrEmpty();
    assertThat(environment(Chart.plain()))
        .containsExactly(Map.entry("POD_NAMESPACE", "metadata.namespace"));
    assertThat(operator.getVolumeMounts())
        .singleElement()
        .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"));
    assertThat(pod(Chart.plain()).getAutomountServiceAccountToken()).isTrue();
  }

  @Test
  void itIsProbedWhereItListens() {
    Container operator = container(Chart.plain());

    assertThat(operator.getPorts())
        .singleElement()
        .satisfies(port -> assertThat(port.getContainerPort()).isEqualTo(8081));
    assertThat(
            List.of(
                path(operator.getStartupProbe().getHttpGet()),
                path(operator.getLivenessProbe().getHttpGet()),
                path(operator.getReadinessProbe().getHttpGet())))
        .containsExactly("health/livez", "health/livez", "health/readyz");
  }

  private static String path(HTTPGetAction get) {
    return get.getPort().getStrVal() + get.getPath();
  }

  @Test
  void everySettingReachesTheOperator() {
    Chart chart = Chart.example("everything");
    String image =
        "registry.example:5000/mirror/stripe-connector@sha256:"
            + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    assertThat(container(chart).getImage()).as("the digest wins").isEqualTo(image);
    assertThat(container(chart).getArgs())
        .containsExactly(
            "operator",
            "--image",
            image,
            "--image-pull-policy",
            "Always",
            "--image-pull-secrets",
            "registry,mirror",
            "--database-image",
            "registry.example:5000/mirror/postgres:18.6",
            "--lease",
            "stripe-operator",
            "--ca-config-map",
            "company-ca",
            "--debug");
    assertThat(environment(chart))
        .containsExactly(
            Map.entry("POD_NAMESPACE", "metadata.namespace"),
            Map.entry("STRIPE_API_BASE", "http://sandbox.stripe-sandbox.svc:12111"),
            Map.entry("BREVO_API_BASE", "http://sandbox.stripe-sandbox.svc:12111/v3"),
            Map.entry("HTTPS_PROXY", "http://proxy.example:3128"),
            Map.entry("HTTP_PROXY", "http://proxy.example:3128"),
            Map.entry("NO_PROXY", ".svc,10.0.0.0/8,$(KUBERNETES_SERVICE_HOST)"),
            Map.entry("STRIPE_CONNECTOR_CA_FILE", "/etc/stripe-connector/ca/ca.crt"),
            Map.entry("STRIPE_CONNECTOR_TEXT_LIMIT", "400"));
    PodSpec pod = pod(chart);
    assertThat(pod.getVolumes().getLast().getConfigMap().getName()).isEqualTo("company-ca");
    assertThat(pod.getServiceAccountName()).isEqualTo("stripe");
    assertThat(pod.getPriorityClassName()).isEqualTo("system-cluster-critical");
    assertThat(pod.getNodeSelector()).containsEntry("kubernetes.io/arch", "amd64");
    assertThat(pod.getTolerations()).hasSize(1);
    assertThat(pod.getAffinity().getPodAntiAffinity()).isNotNull();
    assertThat(pod.getTopologySpreadConstraints()).hasSize(1);
    assertThat(pod.getImagePullSecrets()).hasSize(2);
    assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(60);
    Deployment deployment = chart.only(Deployment.class);
    assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("RollingUpdate");
    assertThat(deployment.getSpec().getTemplate().getMetadata().getAnnotations())
        .containsEntry("example.com/scraped", "yes");
    assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
        .containsEntry("example.com/tier", "control")
        .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
  }

  @ParameterizedTest
  @CsvSource({
    "watchNamespaces[0], marketing, --namespaces marketing",
    "leaderElection, false, --no-leader-election",
  })
  void someSettingsAreArguments(String key, String value, String arguments) {
    assertThat(String.join(" ", container(Chart.plain().with(key, value)).getArgs()))
        .contains(arguments);
  }

  @Test
  void severalNamespacesAreOneArgument() {
    assertThat(container(Chart.example("namespaced")).getArgs())
        .containsSequence("--namespaces", "marketing,sales");
  }

  @Test
  void withoutAProxyNothingIsSaidOfOne() {
    assertThat(environment(Chart.plain().with("proxy.noProxy", ".svc")))
        .doesNotContainKey("NO_PROXY");
  }
}
