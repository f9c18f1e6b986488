package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the stand-ins for Kubernetes' controllers do things with; none of it is recorded. */
record Hands(ApiStore store, Resources resources, Writing writing, Deletion deletion, Clock clock) {
  private static final String MANAGER = "kube-controller-manager";

  Optional<ObjectNode> get(ObjectKey key) {
    return store.get(key);
  }

  String now() {
    return Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  Resource resource(ObjectKey key) {
    return resources.find(key.group(), key.resource()).orElseThrow(ApiError::noSuchResource);
  }

  void create(ObjectKey key, ObjectNode object) {
    writing.create(resource(key), key.namespace(), object, new Writing.By(MANAGER, "", false));
  }

  /** Writes a status; what differs in nothing is not written. */
  void status(ObjectKey key, UnaryOperator<ObjectNode> status) {
    change(
        key,
        "status",
        live -> live.set("status", status.apply(live.withObject("status").deepCopy())));
  }

  void change(ObjectKey key, String subresource, UnaryOperator<ObjectNode> changing) {
    writing.change(resource(key), key, new Writing.By(MANAGER, subresource, false), changing);
  }

  void delete(ObjectKey key) {
    if (store.get(key).isPresent()) {
      ObjectNode background = Json.object().put("propagationPolicy", "Background");
      deletion.delete(resource(key), key, background);
    }
  }

  /** The objects of a resource that an object controls. */
  List<ObjectNode> controlled(ObjectNode owner, ObjectKey kind) {
    return store.dependentsOf(Json.meta(owner, "uid")).stream()
        .filter(key -> key.qualified().equals(kind.qualified()))
        .sorted(Comparator.comparing(ObjectKey::name))
        .map(key -> store.get(key).orElseThrow())
        .toList();
  }
}
