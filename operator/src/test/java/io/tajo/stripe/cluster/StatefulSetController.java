package io.tajo.stripe.cluster;

import static io.tajo.stripe.cluster.DeploymentController.count;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stands in for the StatefulSet controller: numbered pods, and their claims, which stay. */
record StatefulSetController(Hands hands, Pods pods, Workloads workloads)
    implements ControlPlane.Controller {
  private static final String REVISION = "controller-revision-hash";

  @Override
  public void reconcile(ObjectKey key) {
    if (key.qualified().equals("statefulsets.apps")) {
      hands
          .get(key)
          .filter(s -> !s.path("metadata").has("deletionTimestamp"))
          .ifPresent(set -> reconcile(key, set));
    }
  }

  private void reconcile(ObjectKey key, ObjectNode set) {
    int wanted = set.path("spec").path("replicas").asInt();
    String hash = Integer.toHexString(set.path("spec").path("template").hashCode());
    String revision = key.name() + "-" + hash;
    for (ObjectNode pod : hands.controlled(set, Pods.KIND)) {
      String of = pod.path("metadata").path("labels").path(REVISION).asText();
      String name = Json.meta(pod, "name");
      int number = Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
      if (!of.equals(revision) || number >= wanted) {
        hands.delete(Pods.key(pod));
      }
    }
    List<ObjectNode> running = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      String name = key.name() + "-" + i;
      claims(key, set, name);
      ObjectKey pod = ObjectKey.core("pods", key.namespace(), name);
      if (hands.get(pod).isEmpty()) {
        pods.create(
            set, key, name, Map.of(REVISION, revision, "statefulset.kubernetes.io/pod-name", name));
      }
      running.add(hands.get(pod).orElseThrow());
    }
    int ready = pods.run(running, key, workloads);
    hands.status(key, status -> status(set, wanted, ready, revision));
  }

  private void claims(ObjectKey key, ObjectNode set, String pod) {
    for (ObjectNode template : Json.objects(set.path("spec").path("volumeClaimTemplates"))) {
      String name = Json.meta(template, "name") + "-" + pod;
      ObjectKey claim = ObjectKey.core("persistentvolumeclaims", key.namespace(), name);
      if (hands.get(claim).isPresent()) {
        continue;
      }
      ObjectNode object = template.deepCopy();
      object.remove("status");
      ObjectNode metadata = Json.child(object, "metadata").put("name", name);
      ObjectNode labels = Json.child(metadata, "labels");
      labels.setAll(set.path("spec").path("selector").withObject("matchLabels"));
      hands.create(claim, object);
      hands.status(claim, status -> status.put("phase", "Bound"));
    }
  }

  private static ObjectNode status(ObjectNode set, int wanted, int ready, String revision) {
    ObjectNode status = Json.object();
    status
        .put("observedGeneration", set.path("metadata").path("generation").asInt())
        .put("replicas", wanted)
        .put("availableReplicas", ready)
        .put("currentRevision", revision)
        .put("updateRevision", revision)
        .put("collisionCount", 0);
    count(status, "readyReplicas", ready);
    count(status, "currentReplicas", wanted);
    count(status, "updatedReplicas", wanted);
    return status;
  }
}
