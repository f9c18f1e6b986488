package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the server writes into an object where its author says nothing. Nobody owns these fields.
 *
 * @see <a href="https://github.com/kubernetes/kubernetes/tree/v1.34.0/pkg/apis">pkg/apis/…/v1/
 *     defaults.go</a>
 */
final class Defaults {
  private final AtomicInteger address = new AtomicInteger();

  void addTo(ObjectNode object, Resource resource) {
    switch (resource.kind()) {
      case "Secret" -> secret(object);
      case "Namespace" -> namespace(object);
      default -> {
        if (object.get("spec") instanceof ObjectNode spec) {
          addTo(object, spec, resource.kind());
        }
      }
    }
    if (resource.schema() instanceof Schema.Custom custom) {
      declared(object, custom);
    }
  }

  private void addTo(ObjectNode object, ObjectNode spec, String kind) {
    switch (kind) {
      case "Deployment" -> deployment(spec);
      case "StatefulSet" -> statefulSet(spec);
      case "Job" -> job(object, spec);
      case "Pod" -> PodDefaults.pod(spec);
      case "Service" -> service(spec);
      case "PersistentVolumeClaim" -> missing(spec, "volumeMode", "Filesystem");
      case "HorizontalPodAutoscaler" -> missing(spec, "minReplicas", 1);
      case "NetworkPolicy" -> networkPolicy(spec);
      case "HTTPRoute" -> httpRoute(spec);
      default -> {}
    }
  }

  static void missing(ObjectNode node, String field, String value) {
    if (!node.has(field)) {
      node.put(field, value);
    }
  }

  static void missing(ObjectNode node, String field, int value) {
    if (!node.has(field)) {
      node.put(field, value);
    }
  }

  static void missing(ObjectNode node, String field, boolean value) {
    if (!node.has(field)) {
      node.put(field, value);
    }
  }

  private static void deployment(ObjectNode spec) {
    missing(spec, "replicas", 1);
    missing(spec, "revisionHistoryLimit", 10);
    missing(spec, "progressDeadlineSeconds", 600);
    ObjectNode strategy = Json.child(spec, "strategy");
    missing(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      ObjectNode rolling = Json.child(strategy, "rollingUpdate");
      missing(rolling, "maxSurge", "25%");
      missing(rolling, "maxUnavailable", "25%");
    }
    PodDefaults.template(spec);
  }

  private static void statefulSet(ObjectNode spec) {
    missing(spec, "replicas", 1);
    missing(spec, "revisionHistoryLimit", 10);
    missing(spec, "podManagementPolicy", "OrderedReady");
    ObjectNode strategy = Json.child(spec, "updateStrategy");
    missing(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      missing(Json.child(strategy, "rollingUpdate"), "partition", 0);
    }
    ObjectNode retention = Json.child(spec, "persistentVolumeClaimRetentionPolicy");
    missing(retention, "whenDeleted", "Retain");
    missing(retention, "whenScaled", "Retain");
    PodDefaults.template(spec);
    for (ObjectNode claim : Json.objects(spec.path("volumeClaimTemplates"))) {
      missing(claim, "apiVersion", "v1");
      missing(claim, "kind", "PersistentVolumeClaim");
      missing(Json.child(claim, "spec"), "volumeMode", "Filesystem");
      missing(Json.child(claim, "status"), "phase", "Pending");
    }
  }

  private static void job(ObjectNode object, ObjectNode spec) {
    missing(spec, "parallelism", 1);
    missing(spec, "completions", 1);
    missing(spec, "backoffLimit", 6);
    missing(spec, "completionMode", "NonIndexed");
    missing(spec, "podReplacementPolicy", "TerminatingOrFailed");
    missing(spec, "suspend", false);
    missing(spec, "manualSelector", false);
    String uid = Json.meta(object, "uid");
    String name = Json.meta(object, "name");
    ObjectNode labels = Json.child(Json.child(Json.child(spec, "template"), "metadata"), "labels");
    missing(labels, "batch.kubernetes.io/controller-uid", uid);
    missing(labels, "batch.kubernetes.io/job-name", name);
    missing(labels, "controller-uid", uid);
    missing(labels, "job-name", name);
    ObjectNode selector = Json.child(Json.child(spec, "selector"), "matchLabels");
    missing(selector, "batch.kubernetes.io/controller-uid", uid);
    PodDefaults.template(spec);
  }

  private void service(ObjectNode spec) {
    missing(spec, "type", "ClusterIP");
    missing(spec, "sessionAffinity", "None");
    if (spec.path("type").asText().equals("ExternalName")) {
      return;
    }
    missing(spec, "internalTrafficPolicy", "Cluster");
    missing(spec, "ipFamilyPolicy", "SingleStack");
    if (!spec.has("ipFamilies")) {
      spec.putArray("ipFamilies").add("IPv4");
    }
    if (!spec.has("clusterIP")) {
      int n = address.incrementAndGet();
      spec.put("clusterIP", "10.96.%d.%d".formatted(n / 250, n % 250 + 1));
    }
    if (!spec.has("clusterIPs")) {
      spec.putArray("clusterIPs").add(spec.path("clusterIP"));
    }
    for (ObjectNode port : Json.objects(spec.path("ports"))) {
      missing(port, "protocol", "TCP");
      if (!port.has("targetPort")) {
        port.set("targetPort", port.path("port"));
      }
    }
  }

  private static void networkPolicy(ObjectNode spec) {
    if (!spec.has("policyTypes")) {
      ArrayNode types = spec.putArray("policyTypes").add("Ingress");
      if (!spec.path("egress").isEmpty()) {
        types.add("Egress");
      }
    }
    for (String direction : new String[] {"ingress", "egress"}) {
      for (JsonNode rule : spec.path(direction)) {
        Json.objects(rule.path("ports")).forEach(port -> missing(port, "protocol", "TCP"));
      }
    }
  }

  /** By the defaults of the Gateway API's definition. */
  private static void httpRoute(ObjectNode spec) {
    for (ObjectNode parent : Json.objects(spec.path("parentRefs"))) {
      missing(parent, "group", "gateway.networking.k8s.io");
      missing(parent, "kind", "Gateway");
    }
    for (ObjectNode rule : Json.objects(spec.path("rules"))) {
      if (!rule.has("matches")) {
        rule.putArray("matches").addObject();
      }
      for (ObjectNode match : Json.objects(rule.path("matches"))) {
        ObjectNode path = Json.child(match, "path");
        missing(path, "type", "PathPrefix");
        missing(path, "value", "/");
      }
      for (ObjectNode backend : Json.objects(rule.path("backendRefs"))) {
        missing(backend, "group", "");
        missing(backend, "kind", "Service");
        missing(backend, "weight", 1);
      }
    }
  }

  private static void secret(ObjectNode secret) {
    missing(secret, "type", "Opaque");
    if (secret.remove("stringData") instanceof ObjectNode plain) {
      ObjectNode data = Json.child(secret, "data");
      for (String name : Json.names(plain)) {
        byte[] bytes = plain.path(name).asText().getBytes(StandardCharsets.UTF_8);
        data.put(name, Base64.getEncoder().encodeToString(bytes));
      }
    }
  }

  private static void namespace(ObjectNode namespace) {
    ObjectNode spec = Json.child(namespace, "spec");
    if (!spec.has("finalizers") && !namespace.path("metadata").has("deletionTimestamp")) {
      spec.putArray("finalizers").add("kubernetes");
    }
    ObjectNode labels = Json.child(Json.child(namespace, "metadata"), "labels");
    missing(labels, "kubernetes.io/metadata.name", Json.meta(namespace, "name"));
    missing(Json.child(namespace, "status"), "phase", "Active");
  }

  /** A custom resource: what its definition defaults, and without what it does not declare. */
  private static void declared(ObjectNode object, Schema.Custom schema) {
    for (String name : Json.names(schema.openApi().path("properties"))) {
      if (!object.has(name) && schema.field(name) instanceof Schema.Custom field) {
        field.defaultValue().ifPresent(value -> object.set(name, value.deepCopy()));
      }
    }
    for (String name : Json.names(object)) {
      boolean header = schema.root() && (name.equals("apiVersion") || name.equals("kind"));
      if (!header && !(schema.root() && name.equals("metadata")) && !schema.knows(name)) {
        object.remove(name);
      } else if (schema.field(name) instanceof Schema.Custom field) {
        descend(object.path(name), field);
      }
    }
  }

  private static void descend(JsonNode value, Schema.Custom schema) {
    if (value instanceof ObjectNode object) {
      declared(object, schema);
    } else if (value.isArray() && schema.items() instanceof Schema.Custom items) {
      value.forEach(item -> descend(item, items));
    }
  }
}
