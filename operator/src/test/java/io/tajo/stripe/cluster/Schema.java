package io.tajo.stripe.cluster;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a place in an object merges: what the API's OpenAPI document says by `x-kubernetes-list-type`
 * and `x-kubernetes-map-type`.
 */
sealed interface Schema {
  /** How a value merges with another. */
  sealed interface Merge {
    /** Replaced as one. */
    record Whole() implements Merge {}

    /** Field by field. */
    record ByField() implements Merge {}

    /** A list whose items are known by these fields. */
    record ByKey(List<String> keys) implements Merge {}

    /** A list that is a set. */
    record ByValue() implements Merge {}
  }

  Merge WHOLE = new Merge.Whole();
  Merge BY_FIELD = new Merge.ByField();
  Merge BY_VALUE = new Merge.ByValue();

  /** How a value at this place merges. */
  Merge merge(JsonNode value);

  /** The place of a field. */
  Schema field(String name);

  /** The place of a list's items. */
  Schema items();

  /** The place of a whole object of a kind that Kubernetes brings. */
  static Schema builtIn(String kind) {
    return new BuiltIn(kind, "", "");
  }

  /** The place of a whole custom resource, from its `openAPIV3Schema`. */
  static Schema custom(String kind, JsonNode openApi) {
    return new Custom(kind, openApi, true);
  }

  /** Kubernetes' own kinds: the tables hold those that this project makes. */
  record BuiltIn(String kind, String parent, String name) implements Schema {
    private static final Map<String, Merge> LISTS =
        Map.ofEntries(
            entry("metadata.finalizers", BY_VALUE),
            entry("metadata.ownerReferences", by("uid")),
            entry("spec.containers", by("name")),
            entry("spec.initContainers", by("name")),
            entry("spec.ephemeralContainers", by("name")),
            entry("spec.volumes", by("name")),
            entry("spec.imagePullSecrets", by("name")),
            entry("spec.hostAliases", by("ip")),
            entry("spec.resourceClaims", by("name")),
            entry("spec.schedulingGates", by("name")),
            entry("spec.topologySpreadConstraints", by("topologyKey", "whenUnsatisfiable")),
            entry("spec.ports", by("port", "protocol")),
            entry("containers.ports", by("containerPort", "protocol")),
            entry("initContainers.ports", by("containerPort", "protocol")),
            entry("containers.env", by("name")),
            entry("initContainers.env", by("name")),
            entry("containers.volumeMounts", by("mountPath")),
            entry("initContainers.volumeMounts", by("mountPath")),
            entry("containers.volumeDevices", by("devicePath")),
            entry("initContainers.volumeDevices", by("devicePath")),
            entry("resources.claims", by("name")),
            entry("status.conditions", by("type")),
            entry("status.podIPs", by("ip")),
            entry(".secrets", by("name")));
    private static final Set<String> WHOLE_OBJECTS =
        Set.of(
            "selector",
            "labelSelector",
            "podSelector",
            "namespaceSelector",
            "nodeSelector",
            "secretKeyRef",
            "configMapKeyRef",
            "fileKeyRef",
            "fieldRef",
            "resourceFieldRef",
            "secretRef",
            "nodePublishSecretRef",
            "dataSource",
            "regarding",
            "related",
            "involvedObject",
            "roleRef",
            "requiredDuringSchedulingIgnoredDuringExecution",
            "ownerReferences[]",
            "imagePullSecrets[]",
            "secrets[]");

    private static Merge by(String... keys) {
      return new Merge.ByKey(List.of(keys));
    }

    @Override
    public Merge merge(JsonNode value) {
      if (value.isObject()) {
        return WHOLE_OBJECTS.contains(name) ? WHOLE : BY_FIELD;
      }
      String place = parent + "." + name;
      boolean listed =
          value.isArray() && !(kind.equals("Job") && place.equals("status.conditions"));
      return listed ? LISTS.getOrDefault(place, WHOLE) : WHOLE;
    }

    @Override
    public Schema field(String field) {
      return new BuiltIn(kind, name.replace("[]", ""), field);
    }

    @Override
    public Schema items() {
      return new BuiltIn(kind, parent, name + "[]");
    }
  }

  /** A custom resource: lists are atomic unless its definition says otherwise. */
  record Custom(String kind, JsonNode openApi, boolean root) implements Schema {
    @Override
    public Merge merge(JsonNode value) {
      if (value.isObject()) {
        return openApi.path("x-kubernetes-map-type").asText().equals("atomic") ? WHOLE : BY_FIELD;
      }
      return switch (openApi.path("x-kubernetes-list-type").asText()) {
        case "map" -> new Merge.ByKey(keys());
        case "set" -> BY_VALUE;
        default -> WHOLE;
      };
    }

    private List<String> keys() {
      List<String> keys = new ArrayList<>();
      openApi.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asText()));
      return keys;
    }

    @Override
    public Schema field(String field) {
      if (root && field.equals("metadata")) {
        return new BuiltIn(kind, "", "metadata");
      }
      JsonNode declared = openApi.path("properties").path(field);
      JsonNode any = openApi.path("additionalProperties");
      return new Custom(kind, declared.isMissingNode() ? any : declared, false);
    }

    @Override
    public Schema items() {
      return new Custom(kind, openApi.path("items"), false);
    }

    /** Whether a field is declared; what is not, the server drops without a word. */
    boolean knows(String field) {
      return openApi.path("properties").has(field)
          || openApi.path("additionalProperties").isObject()
          || openApi.path("additionalProperties").asBoolean()
          || openApi.path("x-kubernetes-preserve-unknown-fields").asBoolean()
          || (openApi.isMissingNode() || openApi.isEmpty());
    }

    Optional<JsonNode> defaultValue() {
      return Optional.of(openApi.path("default")).filter(d -> !(d instanceof MissingNode));
    }
  }
}
