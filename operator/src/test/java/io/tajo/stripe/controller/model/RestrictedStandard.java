package io.tajo.stripe.controller.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The restricted Pod Security Standard, rule by rule
 * (https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted, which takes in
 * the baseline).
 */
final class RestrictedStandard {
  private static final Set<String> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");

  private final List<String> violations = new ArrayList<>();
  private final JsonNode pod;

  private RestrictedStandard(JsonNode pod) {
    this.pod = pod;
  }

  /** What an API server would say against pods of a template in a restricted namespace. */
  static List<String> violations(PodTemplateSpec template) {
    JsonNode pod =
        new KubernetesSerialization().convertValue(template, JsonNode.class).path("spec");
    RestrictedStandard standard = new RestrictedStandard(pod);
    standard.check();
    return standard.violations;
  }

  private void check() {
    for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
      rule(!pod.path(host).asBoolean(), host);
    }
    JsonNode context = pod.path("securityContext");
    rule(context.path("sysctls").isEmpty(), "sysctls");
    rule(!context.path("windowsOptions").path("hostProcess").asBoolean(), "hostProcess");
    pod.path("volumes")
        .forEach(volume ->
            volume
                .fieldNames()
                .forEachRemaining(field ->
                    rule(
                        field.equals("name") || VOLUMES.contains(field),
                        "volume " + volume.path("name").asText() + " is a " + field)));
    Stream.of("containers", "initContainers", "ephemeralContainers")
        .flatMap(kind -> pod.path(kind).valueStream())
        .forEach(this::container);
  }

  private void container(JsonNode container) {
    JsonNode own = container.path("securityContext");
    JsonNode shared = pod.path("securityContext");
    String name = container.path("name").asText() + ": ";
    rule(!own.path("privileged").asBoolean(), name + "privileged");
    rule(
        own.path("allowPrivilegeEscalation").isBoolean()
            && !own.path("allowPrivilegeEscalation").asBoolean(),
        name + "allowPrivilegeEscalation");
    rule(
        own.path("capabilities")
            .path("drop")
            .valueStream()
            .anyMatch(it -> it.asText().equals("ALL")),
        name + "capabilities.drop");
    rule(
        own.path("capabilities")
            .path("add")
            .valueStream()
            .allMatch(it -> it.asText().equals("NET_BIND_SERVICE")),
        name + "capabilities.add");
    rule(either(own, shared, "runAsNonRoot").asBoolean(), name + "runAsNonRoot");
    rule(either(own, shared, "runAsUser").asLong(1) != 0, name + "runAsUser");
    rule(
        Set.of("RuntimeDefault", "Localhost")
            .contains(either(own, shared, "seccompProfile").path("type").asText()),
        name + "seccomp");
    rule(Set.of("", "Default").contains(own.path("procMount").asText()), name + "procMount");
    rule(either(own, shared, "seLinuxOptions").isMissingNode(), name + "seLinuxOptions");
    rule(either(own, shared, "appArmorProfile").isMissingNode(), name + "appArmorProfile");
    rule(
        container.path("ports").valueStream().allMatch(port -> port.path("hostPort").asInt() == 0),
        name + "hostPort");
  }

  private static JsonNode either(JsonNode own, JsonNode shared, String field) {
    return own.has(field) ? own.get(field) : shared.path(field);
  }

  private void rule(boolean kept, String violation) {
    if (!kept) {
      violations.add(violation);
    }
  }
}
