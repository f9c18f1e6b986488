package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Stands in for the Deployment controller: pods by the template, replaced when it changes as fast
 * as new ones become ready. There are no ReplicaSets between.
 */
record DeploymentController(Hands hands, Pods pods, Workloads workloads)
    implements ControlPlane.Controller {
  private static final String HASH = "pod-template-hash";

  @Override
  public void reconcile(ObjectKey key) {
    if (key.qualified().equals("deployments.apps")) {
      hands
          .get(key)
          .filter(d -> !d.path("metadata").has("deletionTimestamp"))
          .ifPresent(deployment -> reconcile(key, deployment));
    }
  }

  private void reconcile(ObjectKey key, ObjectNode deployment) {
    int wanted = deployment.path("spec").path("replicas").asInt();
    String hash = Integer.toHexString(deployment.path("spec").path("template").hashCode());
    List<ObjectNode> fresh = podsOf(deployment, hash, true);
    List<ObjectNode> old = podsOf(deployment, hash, false);
    for (int i = fresh.size(); i < wanted; i++) {
      String random = UUID.randomUUID().toString().substring(0, 5);
      String name = "%s-%s-%s".formatted(key.name(), hash, random);
      pods.create(deployment, key, name, Map.of(HASH, hash));
    }
    while (fresh.size() > wanted) {
      hands.delete(Pods.key(fresh.removeLast()));
    }
    int ready = pods.run(podsOf(deployment, hash, true), key, workloads);
    boolean recreate =
        deployment.path("spec").path("strategy").path("type").asText().equals("Recreate");
    int stay = recreate ? 0 : Math.max(0, wanted - ready);
    while (old.size() > stay) {
      hands.delete(Pods.key(old.removeLast()));
    }
    int oldReady = (int) old.stream().filter(Pods::isReady).count();
    Counts counts = new Counts(wanted + old.size(), wanted, ready + oldReady);
    hands.status(key, status -> status(key, deployment, status, wanted, counts));
  }

  private List<ObjectNode> podsOf(ObjectNode deployment, String hash, boolean current) {
    List<ObjectNode> found = new ArrayList<>(hands.controlled(deployment, Pods.KIND));
    found.removeIf(
        pod -> current != pod.path("metadata").path("labels").path(HASH).asText().equals(hash));
    return found;
  }

  /** How many pods there are, are new, and are ready. */
  private record Counts(int all, int updated, int ready) {}

  private ObjectNode status(
      ObjectKey key, ObjectNode deployment, ObjectNode before, int wanted, Counts counts) {
    ObjectNode status = Json.object();
    status.put("observedGeneration", deployment.path("metadata").path("generation").asInt());
    count(status, "replicas", counts.all());
    count(status, "updatedReplicas", counts.updated());
    count(status, "readyReplicas", counts.ready());
    count(status, "availableReplicas", counts.ready());
    count(status, "unavailableReplicas", Math.max(0, counts.all() - counts.ready()));
    boolean available = counts.ready() >= wanted - wanted / 4;
    boolean done = counts.ready() >= wanted && counts.all() == wanted;
    boolean late = workloads.isLate(key) && !done;
    String progress =
        late ? "ProgressDeadlineExceeded" : done ? "NewReplicaSetAvailable" : "ReplicaSetUpdated";
    Conditions conditions =
        Conditions.of(before, hands.now())
            .add(
                "Available",
                available,
                available ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                "Deployment has %sminimum availability.".formatted(available ? "" : "no "))
            .add("Progressing", !late, progress, "");
    status.set("conditions", conditions.list());
    return status;
  }

  /** A zero is left out, as Kubernetes does. */
  static void count(ObjectNode status, String name, int number) {
    if (number > 0) {
      status.put(name, number);
    }
  }
}
