package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.cluster.Schema.Merge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The structured merge of two objects by their schema, and the field sets it speaks of. */
final class Merging {
  /** What one object has that another has not, in terms of the second. */
  record Changes(FieldSet added, FieldSet modified, FieldSet removed) {}

  private Merging() {}

  /** The fields that an object speaks of: what one who applies it comes to own. */
  static FieldSet fieldsOf(ObjectNode object, Schema schema) {
    FieldSet fields = new FieldSet();
    collect(object, schema, new ArrayDeque<>(), fields);
    return fields;
  }

  private static void collect(JsonNode value, Schema schema, Deque<String> path, FieldSet into) {
    switch (schema.merge(value)) {
      case Merge.Whole w -> into.add(path);
      case Merge.ByField f -> {
        if (value.isEmpty() && !path.isEmpty()) {
          into.add(path);
        }
        for (String name : Json.names(value)) {
          path.addLast("f:" + name);
          collect(value.path(name), schema.field(name), path, into);
          path.removeLast();
        }
      }
      case Merge.ByKey k ->
          items(value, k)
              .forEach((step, item) -> {
                path.addLast(step);
                into.add(path);
                collect(item, schema.items(), path, into);
                path.removeLast();
              });
      case Merge.ByValue v ->
          items(value, v)
              .forEach((step, item) -> {
                path.addLast(step);
                into.add(path);
                path.removeLast();
              });
    }
  }

  /** A list's items by the step that names each; 422 where two have the same. */
  private static Map<String, JsonNode> items(@Nullable JsonNode list, Merge merge) {
    Map<String, JsonNode> items = new LinkedHashMap<>();
    if (list == null) {
      return items;
    }
    for (JsonNode item : list) {
      String step = merge instanceof Merge.ByKey k ? keyed(item, k) : "v:" + Json.write(item);
      if (items.put(step, item) != null) {
        throw new ApiError(422, "Invalid", "duplicate entries for key [" + step.substring(2) + "]");
      }
    }
    return items;
  }

  private static String keyed(JsonNode item, Merge.ByKey merge) {
    ObjectNode key = Json.object();
    for (String name : merge.keys()) {
      JsonNode value = item.get(name);
      if (value == null && name.equals("protocol")) {
        key.put(name, "TCP");
      } else if (value == null) {
        throw ApiError.badRequest("associative list with keys has an element that omits " + name);
      } else {
        key.set(name, value);
      }
    }
    return "k:" + Json.write(key);
  }

  /** What comes of `live` when `config` is laid over it; neither is changed. */
  static JsonNode merge(JsonNode live, JsonNode config, Schema schema) {
    if (live.getNodeType() != config.getNodeType()) {
      return config.deepCopy();
    }
    return switch (schema.merge(config)) {
      case Merge.Whole w -> config.deepCopy();
      case Merge.ByField f -> {
        ObjectNode merged = live.deepCopy();
        for (String name : Json.names(config)) {
          JsonNode before = live.get(name);
          JsonNode said = config.path(name);
          merged.set(
              name, before == null ? said.deepCopy() : merge(before, said, schema.field(name)));
        }
        yield merged;
      }
      case Merge.ByKey k -> mergeLists(items(live, k), items(config, k), schema.items());
      case Merge.ByValue v -> mergeLists(items(live, v), items(config, v), schema.items());
    };
  }

  /** The config's order holds among its items; others keep their place before those after them. */
  private static ArrayNode mergeLists(
      Map<String, JsonNode> live, Map<String, JsonNode> config, Schema items) {
    Set<String> order = new LinkedHashSet<>();
    List<String> wanted = new ArrayList<>(config.keySet());
    int next = 0;
    for (String step : live.keySet()) {
      if (config.containsKey(step)) {
        while (!order.contains(step)) {
          order.add(wanted.get(next++));
        }
      } else {
        order.add(step);
      }
    }
    order.addAll(wanted.subList(next, wanted.size()));
    ArrayNode merged = Json.array();
    for (String step : order) {
      JsonNode before = live.get(step);
      JsonNode said = config.get(step);
      if (said == null) {
        merged.add(live.get(step));
      } else {
        merged.add(before == null ? said.deepCopy() : merge(before, said, items));
      }
    }
    return merged;
  }

  /** Takes out of `value` what is in `owned` and has no place in `kept`. */
  static void prune(JsonNode value, Schema schema, FieldSet owned, FieldSet kept) {
    switch (schema.merge(value)) {
      case Merge.Whole w -> {}
      case Merge.ByField f -> {
        ObjectNode object = (ObjectNode) value;
        owned
            .steps()
            .forEach((step, below) -> {
              String name = step.substring(2);
              JsonNode field = object.get(name);
              if (field != null && kept.below(step).isEmpty()) {
                object.remove(name);
              } else if (field != null) {
                prune(field, schema.field(name), below, kept.below(step).orElseThrow());
              }
            });
      }
      case Merge.ByKey k -> pruneList((ArrayNode) value, k, schema, owned, kept);
      case Merge.ByValue v -> pruneList((ArrayNode) value, v, schema, owned, kept);
    }
  }

  private static void pruneList(
      ArrayNode list, Merge merge, Schema schema, FieldSet owned, FieldSet kept) {
    Map<String, JsonNode> items = items(list, merge);
    list.removeAll();
    items.forEach((step, item) -> {
      FieldSet below = owned.below(step).orElseGet(FieldSet::new);
      if (below.isMember() && kept.below(step).isEmpty()) {
        return;
      }
      prune(item, schema.items(), below, kept.below(step).orElseGet(FieldSet::new));
      list.add(item);
    });
  }

  /** How `after` differs from `before`. */
  static Changes compare(ObjectNode before, ObjectNode after, Schema schema) {
    Changes changes = new Changes(new FieldSet(), new FieldSet(), new FieldSet());
    compare(before, after, schema, new ArrayDeque<>(), changes);
    return changes;
  }

  private static void compare(
      @Nullable JsonNode before,
      @Nullable JsonNode after,
      Schema schema,
      Deque<String> path,
      Changes changes) {
    JsonNode either = after == null ? before : after;
    if (either == null) {
      return;
    }
    if (before != null && after != null && before.getNodeType() != after.getNodeType()) {
      changes.modified().add(path);
      return;
    }
    Merge merge = schema.merge(either);
    boolean leaf = merge instanceof Merge.Whole || (isEmpty(before) && isEmpty(after));
    if (leaf && !path.isEmpty()) {
      leaf(before, after, path, changes);
      return;
    }
    if (merge instanceof Merge.ByField) {
      Set<String> names = new LinkedHashSet<>(before == null ? List.of() : Json.names(before));
      names.addAll(after == null ? List.of() : Json.names(after));
      for (String name : names) {
        path.addLast("f:" + name);
        JsonNode old = before == null ? null : before.get(name);
        compare(old, after == null ? null : after.get(name), schema.field(name), path, changes);
        path.removeLast();
      }
      return;
    }
    Map<String, JsonNode> old = items(before, merge);
    Map<String, JsonNode> now = items(after, merge);
    Set<String> steps = new HashSet<>(old.keySet());
    steps.addAll(now.keySet());
    for (String step : steps) {
      path.addLast(step);
      if (!old.containsKey(step)) {
        changes.added().add(path);
      } else if (!now.containsKey(step)) {
        changes.removed().add(path);
      }
      if (merge instanceof Merge.ByKey) {
        compare(old.get(step), now.get(step), schema.items(), path, changes);
      }
      path.removeLast();
    }
  }

  private static boolean isEmpty(@Nullable JsonNode value) {
    return value == null || (value.isContainerNode() && value.isEmpty());
  }

  private static void leaf(
      @Nullable JsonNode before, @Nullable JsonNode after, Deque<String> path, Changes changes) {
    if (before == null) {
      changes.added().add(path);
    } else if (after == null) {
      changes.removed().add(path);
    } else if (!before.equals(after)) {
      changes.modified().add(path);
    }
  }
}
