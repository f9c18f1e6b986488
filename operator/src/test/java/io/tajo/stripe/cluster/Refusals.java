package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the server refuses with 422, of what an operator may be tempted to do. */
final class Refusals {
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final int NAME_LENGTH = 253;
  private static final int LABEL_LENGTH = 63;
  private static final Map<String, List<String>> IMMUTABLE =
      Map.of(
          "Deployment", List.of("selector"),
          "StatefulSet",
              List.of("serviceName", "selector", "volumeClaimTemplates", "podManagementPolicy"),
          "Job", List.of("template", "selector", "completionMode"),
          "PersistentVolumeClaim", List.of("accessModes", "storageClassName", "volumeMode"));

  private Refusals() {}

  static void checkNew(ObjectKey key, ObjectNode object, Resource resource) {
    boolean label = resource.kind().equals("Service") || resource.kind().equals("Namespace");
    int limit = label ? LABEL_LENGTH : NAME_LENGTH;
    if (!resource.group().startsWith("rbac.")
        && (!NAME.matcher(key.name()).matches() || key.name().length() > limit)) {
      throw ApiError.invalid(key, "metadata.name: Invalid value: \"" + key.name() + "\"");
    }
    JsonNode labels = object.path("metadata").path("labels");
    for (JsonNode value : labels) {
      if (value.asText().length() > LABEL_LENGTH) {
        throw ApiError.invalid(key, "metadata.labels: must be no more than 63 characters");
      }
    }
    JsonNode spec = object.path("spec");
    JsonNode wanted = spec.path("selector").path("matchLabels");
    JsonNode given = spec.path("template").path("metadata").path("labels");
    if (spec.has("template") && !key.group().isEmpty() && !resource.custom()) {
      for (String name : Json.names(wanted)) {
        if (!wanted.path(name).equals(given.path(name))) {
          throw ApiError.invalid(
              key, "spec.template.metadata.labels: `selector` does not match template `labels`");
        }
      }
    }
    if (resource.kind().equals("Job")
        && spec.path("template").path("spec").path("restartPolicy").asText().equals("Always")) {
      throw ApiError.invalid(
          key,
          "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"");
    }
  }

  static void checkChange(ObjectKey key, ObjectNode live, ObjectNode next, Resource resource) {
    for (String field : IMMUTABLE.getOrDefault(resource.kind(), List.of())) {
      if (!live.path("spec").path(field).equals(next.path("spec").path(field))) {
        throw ApiError.invalid(
            key,
            resource.kind().equals("StatefulSet")
                ? "spec: Forbidden: updates to statefulset spec for fields other than 'replicas',"
                    + " 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit',"
                    + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"
                : "spec." + field + ": Invalid value: field is immutable");
      }
    }
    boolean fixed = live.path("immutable").asBoolean();
    if (fixed && !live.path("data").equals(next.path("data"))) {
      throw ApiError.invalid(key, "data: Forbidden: field is immutable when `immutable` is set");
    }
    if (live.path("metadata").has("deletionTimestamp")) {
      List<String> before = finalizers(live);
      List<String> added = finalizers(next).stream().filter(f -> !before.contains(f)).toList();
      if (!added.isEmpty()) {
        throw ApiError.invalid(
            key,
            "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being"
                + " deleted, found new finalizers "
                + added);
      }
    }
  }

  static List<String> finalizers(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.path("metadata").path("finalizers").forEach(f -> names.add(f.asText()));
    return names;
  }
}
