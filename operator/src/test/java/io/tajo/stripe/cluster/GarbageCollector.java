package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Stands in for the garbage collector: what has no owner left goes, in the background; an owner
 * that waits for its dependents (`foregroundDeletion`) or sets them free (`orphan`) goes after.
 */
record GarbageCollector(Hands hands) implements ControlPlane.Controller {
  @Override
  public void reconcile(ObjectKey key) {
    hands.get(key).ifPresent(object -> reconcile(key, object));
  }

  private void reconcile(ObjectKey key, ObjectNode object) {
    List<String> owners = ApiStore.owners(object);
    boolean orphaned =
        !owners.isEmpty() && owners.stream().noneMatch(uid -> hands.store().isKnown(uid));
    if (orphaned) {
      hands.delete(key);
      return;
    }
    if (!object.path("metadata").has("deletionTimestamp")) {
      return;
    }
    List<String> finalizers = Refusals.finalizers(object);
    String uid = Json.meta(object, "uid");
    if (finalizers.contains("orphan")) {
      hands.store().dependentsOf(uid).forEach(dependent -> free(dependent, uid));
      removeFinalizer(key, "orphan");
    } else if (finalizers.contains("foregroundDeletion")) {
      hands.store().dependentsOf(uid).forEach(hands::delete);
      if (hands.store().dependentsOf(uid).isEmpty()) {
        removeFinalizer(key, "foregroundDeletion");
      }
    }
  }

  private void free(ObjectKey dependent, String uid) {
    hands.change(
        dependent,
        "",
        live -> {
          ArrayNode left = Json.array();
          for (ObjectNode owner : Json.objects(live.path("metadata").path("ownerReferences"))) {
            if (!owner.path("uid").asText().equals(uid)) {
              left.add(owner);
            }
          }
          Json.child(live, "metadata").set("ownerReferences", left);
          return live;
        });
  }

  private void removeFinalizer(ObjectKey key, String finalizer) {
    hands.change(
        key,
        "",
        live -> {
          ArrayNode left = Json.array();
          Refusals.finalizers(live).stream().filter(f -> !f.equals(finalizer)).forEach(left::add);
          Json.child(live, "metadata").set("finalizers", left);
          return live;
        });
  }
}
