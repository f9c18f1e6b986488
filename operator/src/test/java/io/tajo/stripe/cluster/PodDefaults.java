package io.tajo.stripe.cluster;

import static io.tajo.stripe.cluster.Defaults.missing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The defaults of pods and of the templates that pods are made of. */
final class PodDefaults {
  private static final int READ_BY_ALL = 0644;

  private PodDefaults() {}

  static void template(ObjectNode spec) {
    pod(Json.child(Json.child(spec, "template"), "spec"));
  }

  static void pod(ObjectNode spec) {
    missing(spec, "restartPolicy", "Always");
    missing(spec, "dnsPolicy", "ClusterFirst");
    missing(spec, "schedulerName", "default-scheduler");
    missing(spec, "terminationGracePeriodSeconds", 30);
    Json.child(spec, "securityContext");
    if (spec.has("serviceAccountName")) {
      spec.set("serviceAccount", spec.path("serviceAccountName"));
    } else {
      spec.remove("serviceAccount");
    }
    Json.objects(spec.path("initContainers")).forEach(PodDefaults::container);
    Json.objects(spec.path("containers")).forEach(PodDefaults::container);
    Json.objects(spec.path("volumes")).forEach(PodDefaults::volume);
  }

  private static void container(ObjectNode container) {
    missing(container, "terminationMessagePath", "/dev/termination-log");
    missing(container, "terminationMessagePolicy", "File");
    String image = container.path("image").asText();
    String name = image.substring(image.lastIndexOf('/') + 1);
    boolean latest = name.endsWith(":latest") || !(name.contains(":") || name.contains("@"));
    missing(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
    Json.child(container, "resources");
    Json.objects(container.path("ports")).forEach(port -> missing(port, "protocol", "TCP"));
    for (String probe : new String[] {"livenessProbe", "readinessProbe", "startupProbe"}) {
      if (container.get(probe) instanceof ObjectNode found) {
        probe(found);
      }
    }
    for (JsonNode variable : container.path("env")) {
      if (variable.path("valueFrom").get("fieldRef") instanceof ObjectNode reference) {
        missing(reference, "apiVersion", "v1");
      }
    }
    for (String hook : new String[] {"preStop", "postStart"}) {
      if (container.path("lifecycle").path(hook).get("httpGet") instanceof ObjectNode get) {
        httpGet(get);
      }
    }
  }

  private static void probe(ObjectNode probe) {
    missing(probe, "timeoutSeconds", 1);
    missing(probe, "periodSeconds", 10);
    missing(probe, "successThreshold", 1);
    missing(probe, "failureThreshold", 3);
    if (probe.get("httpGet") instanceof ObjectNode get) {
      httpGet(get);
    }
  }

  private static void httpGet(ObjectNode get) {
    missing(get, "path", "/");
    missing(get, "scheme", "HTTP");
  }

  private static void volume(ObjectNode volume) {
    for (String source : new String[] {"secret", "configMap", "projected", "downwardAPI"}) {
      if (volume.get(source) instanceof ObjectNode found) {
        missing(found, "defaultMode", READ_BY_ALL);
      }
    }
    for (JsonNode source : volume.path("projected").path("sources")) {
      if (source.get("serviceAccountToken") instanceof ObjectNode token) {
        missing(token, "expirationSeconds", 3600);
      }
    }
  }
}
