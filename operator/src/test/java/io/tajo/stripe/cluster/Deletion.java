package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** How objects go: at once, or when their finalizers are gone. */
final class Deletion {
  private final ApiStore store;
  private final Resources resources;
  private final Clock clock;

  Deletion(ApiStore store, Resources resources, Clock clock) {
    this.store = store;
    this.resources = resources;
    this.clock = clock;
  }

  /**
   * Deletes an object, or marks it where something has to be done first.
   *
   * @param options `DeleteOptions`; may be empty
   * @return the object as it was last
   */
  ObjectNode delete(Resource resource, ObjectKey key, ObjectNode options) {
    ObjectNode live = store.get(key).orElseThrow(() -> ApiError.notFound(key));
    checkPreconditions(key, live, options.path("preconditions"));
    ObjectNode next = live.deepCopy();
    ObjectNode metadata = Json.child(next, "metadata");
    String first = firstOfAll(resource, options);
    boolean waits = !store.dependentsOf(Json.meta(live, "uid")).isEmpty();
    if (!first.isEmpty() && waits && !Refusals.finalizers(live).contains(first)) {
      metadata.withArray("finalizers").add(first);
    }
    if (isFinal(next)) {
      drop(resource, key);
    } else if (!metadata.has("deletionTimestamp")) {
      Instant now = Instant.now(clock).truncatedTo(ChronoUnit.SECONDS);
      metadata.put("deletionTimestamp", now.toString()).put("deletionGracePeriodSeconds", 0);
      if (resource.kind().equals("Namespace")) {
        Json.child(next, "status").put("phase", "Terminating");
      }
      if (resource.generation()) {
        metadata.put("generation", metadata.path("generation").asInt() + 1);
      }
      store.put(resource, key, next);
    }
    return next;
  }

  private static void checkPreconditions(ObjectKey key, ObjectNode live, JsonNode wanted) {
    for (String field : List.of("uid", "resourceVersion")) {
      if (wanted.has(field) && !wanted.path(field).asText().equals(Json.meta(live, field))) {
        throw ApiError.conflict(
            key, "Precondition failed: %s in precondition: %s".formatted(field, wanted.get(field)));
      }
    }
  }

  /** The finalizer that keeps an object till its dependents are deleted, or set free. */
  private static String firstOfAll(Resource resource, ObjectNode options) {
    String byDefault = resource.kind().equals("Job") ? "Orphan" : "Background";
    return switch (options.path("propagationPolicy").asText(byDefault)) {
      case "Foreground" -> "foregroundDeletion";
      case "Orphan" -> "orphan";
      default -> "";
    };
  }

  static boolean isFinal(ObjectNode object) {
    return Refusals.finalizers(object).isEmpty()
        && (!object.path("kind").asText().equals("Namespace")
            || object.path("spec").path("finalizers").isEmpty());
  }

  /** Takes an object away; with a definition go its objects. */
  void drop(Resource resource, ObjectKey key) {
    if (resource.plural().equals("customresourcedefinitions")) {
      Resource defined = Resource.defined(store.get(key).orElseThrow());
      store.keys(defined.id()).forEach(object -> store.remove(defined, object));
      resources.remove(defined);
    }
    store.remove(resource, key);
  }
}
