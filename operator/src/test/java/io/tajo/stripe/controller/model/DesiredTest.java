package io.tajo.stripe.controller.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is made of a connector, from the smallest spec to every field of it. */
class DesiredTest {
  @ParameterizedTest
  @MethodSource("io.tajo.stripe.controller.model.Given#connectors")
  void podsAreRestricted(Given given) {
    given
        .templates()
        .forEach((name, template) -> {
          assertThat(RestrictedStandard.violations(template)).as(name).isEmpty();
          assertThat(template.getSpec().getAutomountServiceAccountToken()).as(name).isFalse();
          assertThat(template.getSpec().getEnableServiceLinks()).as(name).isFalse();
          assertThat(template.getSpec().getContainers())
              .as(name)
              .allSatisfy(container -> {
                assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
                assertThat(container.getResources().getLimits()).containsKey("memory");
                assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
              });
        });
    assertThat(given.objects())
        .filteredOn(it -> it.getKind().equals("ServiceAccount"))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(account ->
            assertThat(json(account).path("automountServiceAccountToken").asBoolean(true))
                .isFalse());
  }

  @Test
  void theStandardRefusesWhatIsNotRestricted() {
    PodTemplateSpec loose =
        new PodTemplateSpecBuilder()
            .withNewSpec()
            .withHostNetwork(true)
            .addNewVolume()
            .withName("root")
            .withNewHostPath()
            .withPath("/")
            .endHostPath()
            .endVolume()
            .addNewContainer()
            .withName("c")
            .addNewPort()
            .withHostPort(80)
            .endPort()
            .withNewSecurityContext()
            .withPrivileged(true)
            .withRunAsUser(0L)
            .withNewCapabilities()
            .withAdd("SYS_ADMIN")
            .endCapabilities()
            .endSecurityContext()
            .endContainer()
            .endSpec()
            .build();

    assertThat(RestrictedStandard.violations(loose))
        .containsExactly(
            "hostNetwork",
            "volume root is a hostPath",
            "c: privileged",
            "c: allowPrivilegeEscalation",
            "c: capabilities.drop",
            "c: capabilities.add",
            "c: runAsNonRoot",
            "c: runAsUser",
            "c: seccomp",
            "c: hostPort");
  }

  private static JsonNode json(Object object) {
    return new KubernetesSerialization().convertValue(object, JsonNode.class);
  }

  /** The only object with a secret's value is the Secret of the connector's own database. */
  @ParameterizedTest
  @MethodSource("io.tajo.stripe.controller.model.Given#connectors")
  void secretsAreFilesOnly(Given given) {
    assertThat(given.objects())
        .allSatisfy(object -> assertThat(Serialization.asYaml(object)).doesNotContain("hidden"));
    given
        .templates()
        .forEach((name, template) -> {
          assertThat(template.getSpec().getContainers())
              .as(name)
              .allSatisfy(container -> {
                assertThat(container.getEnv())
                    .allMatch(variable -> variable.getValueFrom() == null);
                assertThat(container.getEnvFrom()).isEmpty();
              });
          assertThat(template.getSpec().getVolumes())
              .filteredOn(it -> it.getSecret() != null || it.getProjected() != null)
              .isNotEmpty()
              .extracting(Volume::getName)
              .allSatisfy(volume ->
                  assertThat(template.getSpec().getContainers().getFirst().getVolumeMounts())
                      .filteredOn(it -> it.getName().equals(volume))
                      .singleElement()
                      .satisfies(mount -> assertThat(mount.getReadOnly()).isTrue()));
        });
  }

  /** Else what is applied differs from what the API server holds, and is applied for ever. */
  @ParameterizedTest
  @MethodSource("io.tajo.stripe.controller.model.Given#connectors")
  void nothingIsEmptyAndQuantitiesAreCanonical(Given given) {
    for (HasMetadata object : given.objects()) {
      List<String> wrong = new ArrayList<>();
      look("", json(object), wrong);
      assertThat(wrong).as(object.getKind() + " " + object.getMetadata().getName()).isEmpty();
    }
  }

  private static void look(String path, JsonNode value, List<String> wrong) {
    boolean meant =
        path.endsWith(".namespaceSelector")
            || path.endsWith(".emptyDir")
            || path.endsWith(".backendRefs[].group");
    if (!meant
        && (value.isNull()
            || (value.isEmpty() && value.isContainerNode())
            || (value.isTextual() && value.asText().isEmpty()))) {
      wrong.add(path + " is " + value);
    }
    if (path.matches(".*\\.(limits|requests)\\.[a-z]+|.*\\.sizeLimit")
        && !value.asText().matches("[1-9][0-9]{0,2}(m|Mi|Gi)?")) {
      wrong.add(path + " is " + value);
    }
    value.properties().forEach(it -> look(path + "." + it.getKey(), it.getValue(), wrong));
    if (value.isArray()) {
      value.forEach(it -> look(path + "[]", it, wrong));
    }
  }

  @ParameterizedTest
  @MethodSource("io.tajo.stripe.controller.model.Given#connectors")
  void namesAndLabelsFit(Given given) {
    String name = given.connector().getMetadata().getName();
    assertThat(given.objects())
        .allSatisfy(object -> {
          assertThat(object.getMetadata().getNamespace()).isEqualTo("shop");
          if (!object.getKind().equals("Job")) {
            assertThat(object.getMetadata().getName())
                .matches(name + "-(connector|receiver|database|sync)");
          }
          // A StatefulSet's pods have its name and a hash of 11 characters as a label.
          assertThat(object.getMetadata().getName()).hasSizeLessThanOrEqualTo(52);
          assertThat(object.getMetadata().getLabels())
              .containsEntry("app.kubernetes.io/name", "stripe-connector")
              .containsEntry("app.kubernetes.io/instance", name)
              .containsEntry("app.kubernetes.io/managed-by", "stripe-connector-operator")
              .extractingByKey("app.kubernetes.io/component")
              .isIn("receiver", "database", "sync");
        });
    assertThat(given.objects())
        .extracting(it -> it.getKind() + " " + it.getMetadata().getName())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("io.tajo.stripe.controller.model.Given#connectors")
  void selectorsMatchTheirPodsAndNoOthers(Given given) {
    Map<String, PodTemplateSpec> templates = given.templates();
    Desired desired = given.desired();
    assertThat(selected(desired.receiver().getSpec().getSelector().getMatchLabels(), templates))
        .containsExactly("receiver");
    assertThat(selected(desired.receiverService().getSpec().getSelector(), templates))
        .containsExactly("receiver");
    desired
        .receiverBudget()
        .ifPresent(budget ->
            assertThat(selected(budget.getSpec().getSelector().getMatchLabels(), templates))
                .containsExactly("receiver"));
    desired
        .database()
        .ifPresent(set ->
            assertThat(selected(set.getSpec().getSelector().getMatchLabels(), templates))
                .containsExactly("database"));
    desired
        .databaseService()
        .ifPresent(service -> {
          assertThat(selected(service.getSpec().getSelector(), templates))
              .containsExactly("database");
          assertThat(service.getMetadata().getName())
              .isEqualTo(desired.database().orElseThrow().getSpec().getServiceName());
        });
    desired
        .databasePolicy()
        .ifPresent(policy ->
            assertThat(selected(policy.getSpec().getPodSelector().getMatchLabels(), templates))
                .containsExactly("database"));
  }

  private static List<String> selected(
      Map<String, String> selector, Map<String, PodTemplateSpec> templates) {
    return templates.entrySet().stream()
        .filter(it ->
            it.getValue().getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
