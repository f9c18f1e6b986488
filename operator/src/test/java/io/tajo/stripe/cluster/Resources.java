package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the server has to offer, and how it tells: `/api`, `/apis` and what is below them. */
final class Resources {
  /** API version, plural, kind; n: in namespaces, s: status subresource, g: generation. */
  private static final String KUBERNETES =
      """
      v1 namespaces Namespace s
      v1 nodes Node s
      v1 configmaps ConfigMap n
      v1 secrets Secret n
      v1 serviceaccounts ServiceAccount n
      v1 services Service ns
      v1 endpoints Endpoints n
      v1 pods Pod nsg
      v1 persistentvolumeclaims PersistentVolumeClaim ns
      v1 events Event n
      apps/v1 deployments Deployment nsg
      apps/v1 statefulsets StatefulSet nsg
      apps/v1 replicasets ReplicaSet nsg
      batch/v1 jobs Job nsg
      batch/v1 cronjobs CronJob nsg
      policy/v1 poddisruptionbudgets PodDisruptionBudget nsg
      autoscaling/v2 horizontalpodautoscalers HorizontalPodAutoscaler ns
      networking.k8s.io/v1 ingresses Ingress nsg
      networking.k8s.io/v1 ingressclasses IngressClass g
      networking.k8s.io/v1 networkpolicies NetworkPolicy ng
      events.k8s.io/v1 events Event n
      coordination.k8s.io/v1 leases Lease n
      rbac.authorization.k8s.io/v1 roles Role n
      rbac.authorization.k8s.io/v1 rolebindings RoleBinding n
      rbac.authorization.k8s.io/v1 clusterroles ClusterRole -
      rbac.authorization.k8s.io/v1 clusterrolebindings ClusterRoleBinding -
      storage.k8s.io/v1 storageclasses StorageClass -
      apiextensions.k8s.io/v1 customresourcedefinitions CustomResourceDefinition sg
      """;

  private final Map<String, Resource> known = new LinkedHashMap<>();

  Resources() {
    for (String line : KUBERNETES.lines().toList()) {
      String[] cells = line.split(" ", -1);
      add(resource(cells[0], cells[1], cells[2], cells[3], Schema.builtIn(cells[2]), false));
    }
  }

  /** Brings the Gateway API's definitions that matter here; their lists are all atomic. */
  void addGatewayApi() {
    for (String kind : new String[] {"HTTPRoute", "Gateway"}) {
      Schema schema = Schema.custom(kind, MissingNode.getInstance());
      String plural = kind.toLowerCase(Locale.ROOT) + "s";
      add(resource("gateway.networking.k8s.io/v1", plural, kind, "nsg", schema, true));
    }
  }

  private static Resource resource(
      String apiVersion, String plural, String kind, String flags, Schema schema, boolean custom) {
    int slash = apiVersion.indexOf('/');
    return new Resource(
        slash < 0 ? "" : apiVersion.substring(0, slash),
        apiVersion.substring(slash + 1),
        plural,
        kind,
        flags.contains("n"),
        flags.contains("s"),
        flags.contains("g"),
        custom,
        schema);
  }

  void add(Resource resource) {
    known.put(resource.id(), resource);
  }

  void remove(Resource resource) {
    known.remove(resource.id());
  }

  Collection<Resource> all() {
    return known.values();
  }

  Optional<Resource> find(String group, String plural) {
    return Optional.ofNullable(known.get(group.isEmpty() ? plural : plural + "." + group));
  }

  /** The resource of that kind, whatever its version. */
  Optional<Resource> ofKind(String apiVersion, String kind) {
    return known.values().stream()
        .filter(r -> r.kind().equals(kind) && r.apiVersion().equals(apiVersion))
        .findFirst();
  }

  /** Answers a question about what there is; nothing where the path asks for objects. */
  Optional<ObjectNode> describe(String path) {
    String[] steps = path.replaceAll("^/|/$", "").split("/");
    return switch (steps[0]) {
      case "version" ->
          Optional.of(
              Json.object().put("major", "1").put("minor", "34").put("gitVersion", "v1.34.0"));
      case "" -> Optional.of(Json.object().set("paths", Json.array().add("/api").add("/apis")));
      case "api" -> describe(steps, "", 1);
      case "apis" -> describe(steps, steps.length > 1 ? steps[1] : "", 2);
      default -> throw ApiError.noSuchResource();
    };
  }

  private Optional<ObjectNode> describe(String[] steps, String group, int versionAt) {
    if (steps.length > versionAt + 1) {
      return Optional.empty();
    }
    if (steps.length == versionAt + 1) {
      return Optional.of(resources(group, steps[versionAt]));
    }
    if (versionAt == 1) {
      ObjectNode versions = Json.object().put("kind", "APIVersions");
      versions.putArray("versions").add("v1");
      return Optional.of(versions);
    }
    return Optional.of(group.isEmpty() ? groups() : group(group));
  }

  private ObjectNode resources(String group, String version) {
    ObjectNode list = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
    list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
    ArrayNode resources = list.putArray("resources");
    for (Resource resource : known.values()) {
      if (resource.group().equals(group) && resource.version().equals(version)) {
        describe(resources.addObject(), resource, resource.plural());
        if (resource.status()) {
          describe(resources.addObject(), resource, resource.plural() + "/status");
        }
      }
    }
    if (resources.isEmpty()) {
      throw ApiError.noSuchResource();
    }
    return list;
  }

  private static void describe(ObjectNode entry, Resource resource, String name) {
    entry
        .put("name", name)
        .put("singularName", resource.kind().toLowerCase(Locale.ROOT))
        .put("namespaced", resource.namespaced())
        .put("kind", resource.kind());
    ArrayNode verbs = entry.putArray("verbs");
    for (String verb :
        "create delete deletecollection get list patch update watch".split(" ", -1)) {
      verbs.add(verb);
    }
  }

  private ObjectNode groups() {
    ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    Map<String, Resource> byGroup = new TreeMap<>();
    known.values().forEach(resource -> byGroup.put(resource.group(), resource));
    byGroup.remove("");
    byGroup.values().forEach(resource -> groups.add(group(resource.group())));
    return list;
  }

  private ObjectNode group(String name) {
    Resource any =
        known.values().stream()
            .filter(r -> r.group().equals(name))
            .findFirst()
            .orElseThrow(ApiError::noSuchResource);
    ObjectNode version =
        Json.object().put("groupVersion", any.apiVersion()).put("version", any.version());
    ObjectNode group = Json.object().put("kind", "APIGroup").put("apiVersion", "v1");
    group.put("name", name).putArray("versions").add(version);
    group.set("preferredVersion", version.deepCopy());
    return group;
  }
}
