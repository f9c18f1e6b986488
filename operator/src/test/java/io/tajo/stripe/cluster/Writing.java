package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.tajo.stripe.cluster.Ownership.Owner;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Changes to objects, by the rules of an API server. */
final class Writing {
  /**
   * How a write is meant.
   *
   * @param manager who writes
   * @param subresource `status`, or empty
   * @param dryRun whether nothing is to be kept
   */
  record By(String manager, String subresource, boolean dryRun) {
    private Owner owner(Resource resource, String operation) {
      return new Owner(manager, operation, resource.apiVersion(), subresource);
    }
  }

  private static final List<String> SERVERS_OWN =
      List.of("uid", "creationTimestamp", "deletionTimestamp", "generation", "managedFields");

  private final ApiStore store;
  private final Resources resources;
  private final Clock clock;
  private final Deletion deletion;
  private final Defaults defaults = new Defaults();

  Writing(ApiStore store, Resources resources, Deletion deletion, Clock clock) {
    this.store = store;
    this.resources = resources;
    this.deletion = deletion;
    this.clock = clock;
  }

  private String now() {
    return Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Creates an object from what a client sent. */
  ObjectNode create(Resource resource, String namespace, ObjectNode body, By by) {
    ObjectNode object = body.deepCopy();
    Json.dropNulls(object);
    ObjectNode metadata = Json.child(object, "metadata");
    if (Json.meta(object, "name").isEmpty() && metadata.has("generateName")) {
      String random = UUID.randomUUID().toString().substring(0, 5);
      metadata.put("name", Json.meta(object, "generateName") + random);
    }
    ObjectKey key = named(resource, namespace, object);
    if (store.get(key).isPresent()) {
      throw ApiError.exists(key);
    }
    if (resource.status()) {
      object.remove("status");
    }
    metadata.remove(SERVERS_OWN);
    ObjectNode empty = Json.object();
    new Ownership(empty, resource.schema(), now())
        .write(empty, object, by.owner(resource, "Update"));
    return add(resource, key, object, by);
  }

  private ObjectKey named(Resource resource, String namespace, ObjectNode object) {
    String said = Json.meta(object, "namespace");
    if (resource.namespaced() && !said.isEmpty() && !said.equals(namespace)) {
      throw ApiError.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    if (!object.path("kind").asText(resource.kind()).equals(resource.kind())) {
      throw ApiError.badRequest("the object's kind is not " + resource.kind());
    }
    return resource.key(namespace, Json.meta(object, "name"));
  }

  private ObjectNode add(Resource resource, ObjectKey key, ObjectNode object, By by) {
    if (resource.namespaced()) {
      checkNamespace(key);
    }
    ObjectNode metadata = Json.child(object, "metadata");
    metadata.put("uid", UUID.randomUUID().toString()).put("creationTimestamp", now());
    metadata.put("name", key.name());
    if (resource.namespaced()) {
      metadata.put("namespace", key.namespace());
    }
    if (resource.generation()) {
      metadata.put("generation", 1);
    }
    object.put("apiVersion", resource.apiVersion()).put("kind", resource.kind());
    finish(object, resource);
    Refusals.checkNew(key, object, resource);
    if (!by.dryRun()) {
      store.put(resource, key, object);
    }
    if (resource.plural().equals("customresourcedefinitions")) {
      resources.add(Resource.defined(object));
    }
    return object;
  }

  private void checkNamespace(ObjectKey key) {
    ObjectKey namespace = ObjectKey.core("namespaces", "", key.namespace());
    ObjectNode found = store.get(namespace).orElseThrow(() -> ApiError.notFound(namespace));
    if (found.path("metadata").has("deletionTimestamp")) {
      throw ApiError.forbidden(
          "%s \"%s\" is forbidden: unable to create new content in namespace %s because it is being terminated"
              .formatted(key.qualified(), key.name(), key.namespace()));
    }
  }

  private void finish(ObjectNode object, Resource resource) {
    if (!resource.custom()) {
      Canonical.normalize(object);
    }
    defaults.addTo(object, resource);
  }

  /** Applies a configuration; makes the object where there is none. */
  ObjectNode apply(Resource resource, ObjectKey key, ObjectNode body, By by, boolean force) {
    ObjectNode config = body.deepCopy();
    Json.dropNulls(config);
    ObjectNode metadata = Json.child(config, "metadata");
    if (metadata.has("managedFields")) {
      throw ApiError.badRequest("metadata.managedFields must be nil");
    }
    boolean ofStatus = by.subresource().equals("status");
    if (ofStatus) {
      config.retain("apiVersion", "kind", "status");
    } else if (resource.status()) {
      config.remove("status");
    }
    Owner owner = by.owner(resource, "Apply");
    ObjectNode live = store.get(key).orElse(null);
    if (live == null && ofStatus) {
      throw ApiError.notFound(key);
    }
    if (live == null) {
      named(resource, key.namespace(), config);
      ObjectNode empty = Json.object();
      ObjectNode created =
          new Ownership(empty, resource.schema(), now()).apply(empty, config, owner, force);
      return add(resource, key, created, by);
    }
    checkVersion(key, live, body);
    metadata.remove(SERVERS_OWN);
    metadata.remove("resourceVersion");
    ObjectNode next =
        new Ownership(live, resource.schema(), now()).apply(live, config, owner, force);
    return commit(resource, key, live, next, by);
  }

  /** Replaces an object, or its status alone. */
  ObjectNode update(Resource resource, ObjectKey key, ObjectNode body, By by) {
    String version = Json.meta(body, "resourceVersion");
    if (resource.custom() && version.isEmpty()) {
      throw ApiError.invalid(
          key, "metadata.resourceVersion: Invalid value: 0x0: must be specified for an update");
    }
    return change(resource, key, by, live -> body.deepCopy());
  }

  /** Patches an object by JSON Patch or JSON Merge Patch. */
  ObjectNode patch(Resource resource, ObjectKey key, String type, JsonNode patch, By by) {
    return switch (type) {
      case "application/json-patch+json" ->
          change(resource, key, by, live -> (ObjectNode) JsonPatch.apply(patch, live));
      case "application/merge-patch+json" ->
          change(resource, key, by, live -> (ObjectNode) mergePatch(live, patch));
      default ->
          throw new ApiError(
              415, "UnsupportedMediaType", "the body of the request was in an unknown format");
    };
  }

  /** RFC 7396. */
  private static JsonNode mergePatch(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode result = target instanceof ObjectNode object ? object : Json.object();
    for (String name : Json.names(patch)) {
      if (patch.path(name).isNull()) {
        result.remove(name);
      } else {
        result.set(name, mergePatch(result.path(name), patch.path(name)));
      }
    }
    return result;
  }

  /** Changes an object as a plain write does; 404, or 409 if it says another version. */
  ObjectNode change(Resource resource, ObjectKey key, By by, UnaryOperator<ObjectNode> changing) {
    ObjectNode live = store.get(key).orElseThrow(() -> ApiError.notFound(key));
    ObjectNode next = changing.apply(live.deepCopy());
    Json.dropNulls(next);
    if (!Json.meta(next, "name").equals(key.name())) {
      throw ApiError.badRequest("the name of the object does not match the name on the URL");
    }
    checkVersion(key, live, next);
    if (by.subresource().equals("status")) {
      JsonNode status = next.get("status");
      next = live.deepCopy();
      if (status == null) {
        next.remove("status");
      } else {
        next.set("status", status);
      }
    } else if (resource.status()) {
      next.remove("status");
      if (live.has("status")) {
        next.set("status", live.path("status").deepCopy());
      }
    }
    ObjectNode metadata = Json.child(next, "metadata");
    metadata.remove(SERVERS_OWN);
    for (String own : SERVERS_OWN) {
      if (live.path("metadata").has(own)) {
        metadata.set(own, live.path("metadata").path(own).deepCopy());
      }
    }
    finish(next, resource);
    new Ownership(live, resource.schema(), now()).write(live, next, by.owner(resource, "Update"));
    return commit(resource, key, live, next, by);
  }

  private static void checkVersion(ObjectKey key, ObjectNode live, ObjectNode body) {
    String version = Json.meta(body, "resourceVersion");
    if (!version.isEmpty() && !version.equals(Json.meta(live, "resourceVersion"))) {
      throw ApiError.conflict(
          key,
          "the object has been modified; please apply your changes to the latest version and try"
              + " again");
    }
    String uid = Json.meta(body, "uid");
    if (!uid.isEmpty() && !uid.equals(Json.meta(live, "uid"))) {
      throw ApiError.conflict(key, "Precondition failed: UID in precondition: " + uid);
    }
  }

  private ObjectNode commit(
      Resource resource, ObjectKey key, ObjectNode live, ObjectNode next, By by) {
    finish(next, resource);
    Refusals.checkChange(key, live, next, resource);
    if (comparable(live).equals(comparable(next))) {
      return live;
    }
    if (resource.generation() && !desired(live).equals(desired(next))) {
      int generation = live.path("metadata").path("generation").asInt();
      Json.child(next, "metadata").put("generation", generation + 1);
    }
    if (by.dryRun()) {
      return next;
    }
    if (next.path("metadata").has("deletionTimestamp") && Deletion.isFinal(next)) {
      deletion.drop(resource, key);
    } else {
      store.put(resource, key, next);
    }
    return next;
  }

  /** Everything but when it was written: two that are equal here are one write too many. */
  private static ObjectNode comparable(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    Json.child(copy, "metadata").remove("resourceVersion");
    Json.objects(copy.path("metadata").path("managedFields")).forEach(e -> e.remove("time"));
    return copy;
  }

  private static ObjectNode desired(ObjectNode object) {
    return object.deepCopy().without(List.of("metadata", "status"));
  }
}
