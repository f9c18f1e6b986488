package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Pods that run nowhere: made from a workload's template, with a status that is only said. */
record Pods(Hands hands) {
  static final ObjectKey KIND = ObjectKey.core("pods", "", "");

  /** Makes a pod of a workload. */
  void create(ObjectNode owner, ObjectKey key, String name, Map<String, String> labels) {
    ObjectNode pod = Json.object().put("apiVersion", "v1").put("kind", "Pod");
    JsonNode template = owner.path("spec").path("template");
    pod.set("spec", template.path("spec").deepCopy());
    ObjectNode metadata = pod.putObject("metadata").put("name", name);
    ObjectNode allLabels = metadata.putObject("labels");
    allLabels.setAll(template.path("metadata").withObject("labels"));
    labels.forEach(allLabels::put);
    if (template.path("metadata").get("annotations") instanceof ObjectNode annotations) {
      metadata.set("annotations", annotations.deepCopy());
    }
    metadata.set("ownerReferences", controlledBy(owner));
    hands.create(ObjectKey.core("pods", key.namespace(), name), pod);
  }

  static ArrayNode controlledBy(ObjectNode owner) {
    ArrayNode owners = Json.array();
    owners
        .addObject()
        .put("apiVersion", owner.path("apiVersion").asText())
        .put("kind", owner.path("kind").asText())
        .put("name", Json.meta(owner, "name"))
        .put("uid", Json.meta(owner, "uid"))
        .put("controller", true)
        .put("blockOwnerDeletion", true);
    return owners;
  }

  static ObjectKey key(ObjectNode pod) {
    return ObjectKey.core("pods", Json.meta(pod, "namespace"), Json.meta(pod, "name"));
  }

  /** Says of each of a workload's pods what the test wants of it; returns how many are ready. */
  int run(List<ObjectNode> pods, ObjectKey workload, Workloads wanted) {
    int ready = 0;
    for (int i = 0; i < pods.size(); i++) {
      boolean isReady = wanted.isReady(workload, i, isReady(pods.get(i)));
      run(pods.get(i), wanted.address(workload), isReady, wanted.reason(workload));
      ready += isReady ? 1 : 0;
    }
    return ready;
  }

  /** Says that a pod runs, and whether it is ready; if not, why. */
  void run(ObjectNode pod, String ip, boolean ready, Workloads.Reason reason) {
    hands.status(
        key(pod),
        status -> {
          ObjectNode next = Json.object();
          boolean waits = !ready && !reason.reason().isEmpty();
          next.put("phase", waits ? "Pending" : "Running").put("podIP", ip);
          next.putArray("podIPs").addObject().put("ip", ip);
          next.put("startTime", status.path("startTime").asText(hands.now()));
          String why = ready ? "" : "ContainersNotReady";
          Conditions conditions =
              Conditions.of(status, hands.now())
                  .add("PodScheduled", true, "", "")
                  .add("Initialized", true, "", "")
                  .add("ContainersReady", ready, why, "containers with unready status")
                  .add("Ready", ready, why, "containers with unready status");
          next.set("conditions", conditions.list());
          ObjectNode state = containers(next, pod, ready);
          if (waits) {
            state
                .putObject("waiting")
                .put("reason", reason.reason())
                .put("message", reason.message());
          } else {
            state.putObject("running").put("startedAt", next.path("startTime").asText());
          }
          return next;
        });
  }

  /** Says that a pod has ended. */
  void end(ObjectNode pod, int exitCode, String message) {
    hands.status(
        key(pod),
        status -> {
          status.put("phase", exitCode == 0 ? "Succeeded" : "Failed");
          String why = exitCode == 0 ? "PodCompleted" : "PodFailed";
          Conditions conditions =
              Conditions.of(status, hands.now())
                  .add("PodScheduled", true, "", "")
                  .add("Initialized", true, "", "")
                  .add("ContainersReady", false, why, "")
                  .add("Ready", false, why, "");
          status.set("conditions", conditions.list());
          containers(status, pod, false)
              .putObject("terminated")
              .put("exitCode", exitCode)
              .put("reason", exitCode == 0 ? "Completed" : "Error")
              .put("message", message)
              .put("startedAt", status.path("startTime").asText(hands.now()))
              .put("finishedAt", hands.now());
          return status;
        });
  }

  /** One status, of the first container; returns its state, to be filled in. */
  private static ObjectNode containers(ObjectNode status, ObjectNode pod, boolean ready) {
    JsonNode container = pod.path("spec").path("containers").path(0);
    ObjectNode entry = status.putArray("containerStatuses").addObject();
    return entry
        .put("name", container.path("name").asText())
        .put("image", container.path("image").asText())
        .put("imageID", "")
        .put("ready", ready)
        .put("started", ready)
        .put("restartCount", 0)
        .putObject("state");
  }

  static boolean isReady(ObjectNode pod) {
    return Json.objects(pod.path("status").path("conditions")).stream()
        .anyMatch(c ->
            c.path("type").asText().equals("Ready") && c.path("status").asText().equals("True"));
  }
}
