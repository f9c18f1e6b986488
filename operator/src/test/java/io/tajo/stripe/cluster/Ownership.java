package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.cluster.Merging.Changes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who owns which fields of an object, as `metadata.managedFields` says, and the two ways to change
 * that: to apply, and to write.
 */
final class Ownership {
  /** One who writes; `operation` is `Apply` or `Update`. */
  record Owner(String manager, String operation, String apiVersion, String subresource) {
    private boolean is(JsonNode entry) {
      return entry.path("manager").asText().equals(manager)
          && entry.path("operation").asText().equals(operation)
          && entry.path("subresource").asText("").equals(subresource);
    }
  }

  private static final List<String> NOBODYS =
      List.of(
          "name",
          "namespace",
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation",
          "managedFields",
          "resourceVersion",
          "selfLink");

  private final Map<Integer, FieldSet> sets = new LinkedHashMap<>();
  private final List<ObjectNode> entries = new ArrayList<>();
  private final Schema schema;
  private final String now;

  /** The ownership that an object tells of; a change to it is dated `now`. */
  Ownership(ObjectNode object, Schema schema, String now) {
    this.schema = schema;
    this.now = now;
    for (ObjectNode entry : Json.objects(object.path("metadata").path("managedFields"))) {
      sets.put(entries.size(), FieldSet.read(entry.path("fieldsV1")));
      entries.add(entry.deepCopy());
    }
  }

  /**
   * Applies a configuration.
   *
   * @return the object that comes of it, without defaults
   * @throws ApiError 409 if another owns what it would change, and it is not forced
   */
  ObjectNode apply(ObjectNode live, ObjectNode config, Owner owner, boolean force) {
    int index = indexOf(owner);
    FieldSet before = sets.getOrDefault(index, new FieldSet());
    FieldSet owned = Merging.fieldsOf(ownable(config), schema);
    ObjectNode merged = (ObjectNode) Merging.merge(live, config, schema);
    sets.put(index, owned);
    FieldSet said = Merging.fieldsOf(config, schema);
    FieldSet kept = sets.values().stream().reduce(said, FieldSet::union);
    Merging.prune(merged, schema, before, kept);
    Changes changes = Merging.compare(ownable(live), ownable(merged), schema);
    take(changes, index, force);
    date(index, !before.equals(owned) || !live.equals(merged));
    writeTo(merged);
    return merged;
  }

  /** Notes a plain write: what it changed is the writer's now, what it removed is nobody's. */
  void write(ObjectNode live, ObjectNode next, Owner owner) {
    Changes changes = Merging.compare(ownable(live), ownable(next), schema);
    int index = indexOf(owner);
    FieldSet before = sets.getOrDefault(index, new FieldSet());
    sets.put(index, before);
    take(changes, index, true);
    FieldSet after =
        before.without(changes.removed()).union(changes.modified()).union(changes.added());
    sets.put(index, after);
    date(index, !after.equals(before));
    writeTo(next);
  }

  private void take(Changes changes, int taker, boolean force) {
    FieldSet changed = changes.modified().union(changes.added());
    List<String> conflicts = new ArrayList<>();
    for (Map.Entry<Integer, FieldSet> entry : sets.entrySet()) {
      if (entry.getKey() == taker) {
        continue;
      }
      FieldSet contested = entry.getValue().common(changed);
      String manager = entries.get(entry.getKey()).path("manager").asText();
      contested
          .paths()
          .forEach(path -> conflicts.add("conflict with \"%s\": %s".formatted(manager, path)));
      entry.setValue(entry.getValue().without(contested).without(changes.removed()));
    }
    if (!conflicts.isEmpty() && !force) {
      throw new ApiError(
          409,
          "Conflict",
          "Apply failed with %d conflicts: %s"
              .formatted(conflicts.size(), String.join(", ", conflicts)),
          conflicts);
    }
  }

  private int indexOf(Owner owner) {
    for (int i = 0; i < entries.size(); i++) {
      if (owner.is(entries.get(i))) {
        return i;
      }
    }
    ObjectNode entry =
        Json.object()
            .put("apiVersion", owner.apiVersion())
            .put("fieldsType", "FieldsV1")
            .put("manager", owner.manager())
            .put("operation", owner.operation());
    if (!owner.subresource().isEmpty()) {
      entry.put("subresource", owner.subresource());
    }
    entries.add(entry);
    return entries.size() - 1;
  }

  private void date(int index, boolean changed) {
    ObjectNode entry = entries.get(index);
    if (changed || !entry.has("time")) {
      entry.put("time", now);
    }
  }

  private void writeTo(ObjectNode object) {
    ArrayNode list = Json.array();
    sets.forEach((index, set) -> {
      if (!set.isEmpty()) {
        list.add(entries.get(index).set("fieldsV1", set.write()));
      }
    });
    Json.child(object, "metadata").set("managedFields", list);
  }

  /** An object without what nobody owns: its identity, and what the server alone writes. */
  private static ObjectNode ownable(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    copy.remove(List.of("apiVersion", "kind"));
    if (copy.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(NOBODYS);
      if (metadata.isEmpty()) {
        copy.remove("metadata");
      }
    }
    return copy;
  }
}
