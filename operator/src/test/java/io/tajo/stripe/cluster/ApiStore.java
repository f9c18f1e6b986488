package io.tajo.stripe.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.crud.AttributeSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The objects, in the mock's own store, with what that lacks: an index, a history that watches
 * start from, and who depends on whom. Its monitor guards it; whoever does more than one thing
 * holds it meanwhile.
 */
final class ApiStore extends KubernetesCrudDispatcher {
  private static final int HISTORY = 2_000;

  /** One change: the attributes before and after, each absent where there was no object. */
  record Change(
      long version,
      ObjectKey key,
      Optional<AttributeSet> before,
      Optional<AttributeSet> after,
      String json) {}

  private final Map<String, Map<ObjectKey, AttributeSet>> index = new HashMap<>();
  private final Map<String, ObjectKey> uids = new HashMap<>();
  private final Map<String, Set<ObjectKey>> dependents = new HashMap<>();
  private final Deque<Change> history = new ArrayDeque<>();
  private final List<Watch> watches = new CopyOnWriteArrayList<>();
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private long version;
  private long forgotten;

  synchronized Optional<ObjectNode> get(ObjectKey key) {
    return Optional.ofNullable(of(key).get(key)).map(map::get).map(Json::read);
  }

  private Map<ObjectKey, AttributeSet> of(ObjectKey key) {
    return index.computeIfAbsent(key.qualified(), k -> new LinkedHashMap<>());
  }

  /** The objects of a resource in one namespace, or in all where it is empty. */
  synchronized List<ObjectNode> list(String qualified, String namespace) {
    List<ObjectNode> found = new ArrayList<>();
    for (ObjectKey key : keys(qualified)) {
      if (namespace.isEmpty() || key.namespace().equals(namespace)) {
        found.add(get(key).orElseThrow());
      }
    }
    return found;
  }

  synchronized List<ObjectKey> keys(String qualified) {
    return List.copyOf(index.getOrDefault(qualified, Map.of()).keySet());
  }

  /** Everything in a namespace. */
  synchronized List<ObjectKey> inside(String namespace) {
    return index.values().stream()
        .flatMap(keys -> keys.keySet().stream())
        .filter(key -> key.namespace().equals(namespace))
        .toList();
  }

  /** A list as a client gets it. */
  synchronized String list(Resource resource, AttributeSet query) {
    ObjectNode list =
        Json.object()
            .put("kind", resource.kind() + "List")
            .put("apiVersion", resource.apiVersion());
    list.putObject("metadata").put("resourceVersion", String.valueOf(version));
    ArrayNode items = list.putArray("items");
    index
        .getOrDefault(resource.id(), Map.of())
        .forEach((key, attributes) -> {
          if (attributes.matches(query)) {
            items.add(Json.read(map.get(attributes)));
          }
        });
    return Json.write(list);
  }

  synchronized List<ObjectKey> matching(Resource resource, AttributeSet query) {
    List<ObjectKey> keys = new ArrayList<>();
    of(resource.key("", ""))
        .forEach((key, attributes) -> {
          if (attributes.matches(query)) {
            keys.add(key);
          }
        });
    return keys;
  }

  synchronized boolean isKnown(String uid) {
    return uids.containsKey(uid);
  }

  synchronized Set<ObjectKey> dependentsOf(String uid) {
    return Set.copyOf(dependents.getOrDefault(uid, Set.of()));
  }

  /** Writes an object, under a new resource version. */
  synchronized void put(Resource resource, ObjectKey key, ObjectNode object) {
    long now = requestResourceVersion();
    Json.child(object, "metadata").put("resourceVersion", String.valueOf(now));
    String json = Json.write(object);
    String path = resource.path(key);
    AttributeSet before = of(key).get(key);
    forgetOwners(key, before);
    processEvent(path, getKey(path), before, null, json);
    AttributeSet after = attributes(path, json);
    of(key).put(key, after);
    uids.put(Json.meta(object, "uid"), key);
    for (String owner : owners(object)) {
      dependents.computeIfAbsent(owner, o -> new LinkedHashSet<>()).add(key);
    }
    changed(new Change(now, key, Optional.ofNullable(before), Optional.of(after), json));
  }

  /** Takes an object away, which is a change of its own. */
  synchronized void remove(Resource resource, ObjectKey key) {
    AttributeSet before = of(key).get(key);
    if (before == null) {
      return;
    }
    ObjectNode object = get(key).orElseThrow();
    long now = requestResourceVersion();
    object.withObject("metadata").put("resourceVersion", String.valueOf(now));
    forgetOwners(key, before);
    String path = resource.path(key);
    processEvent(path, getKey(path), before, null, null);
    of(key).remove(key);
    uids.remove(Json.meta(object, "uid"));
    changed(new Change(now, key, Optional.of(before), Optional.empty(), Json.write(object)));
  }

  private void forgetOwners(ObjectKey key, @Nullable AttributeSet before) {
    if (before != null) {
      for (String owner : owners(Json.read(map.get(before)))) {
        dependents.getOrDefault(owner, new LinkedHashSet<>()).remove(key);
      }
    }
  }

  static List<String> owners(ObjectNode object) {
    List<String> uids = new ArrayList<>();
    object.path("metadata").path("ownerReferences").forEach(o -> uids.add(o.path("uid").asText()));
    return uids;
  }

  private AttributeSet attributes(String path, String json) {
    return AttributeSet.merge(getKey(path), attributeExtractor.fromResource(json));
  }

  @Override
  public synchronized long requestResourceVersion() {
    return ++version;
  }

  private void changed(Change change) {
    history.addLast(change);
    if (history.size() > HISTORY) {
      forgotten = history.removeFirst().version();
    }
    watches.forEach(watch -> watch.changed(change));
    listeners.forEach(listener -> listener.accept(change));
  }

  void listen(Consumer<Change> listener) {
    listeners.add(listener);
  }

  /** What a query asks for: the mock's attributes, and selectors by sets besides. */
  AttributeSet query(ApiRequest request) {
    AttributeSet query = getKey(request.path());
    for (String part : parts(request.parameter("labelSelector").orElse(""))) {
      query = query.add(SelectorPart.of(part).attribute("labels:"));
    }
    for (String part : parts(request.parameter("fieldSelector").orElse(""))) {
      query = query.add(SelectorPart.of(part).field());
    }
    return query;
  }

  private static List<String> parts(String selector) {
    return selector.isEmpty() ? List.of() : List.of(selector.split(",(?![^(]*\\))"));
  }

  /** Starts a watch: what has changed since the version it names, or first all there is. */
  synchronized void start(Watch watch) {
    Optional<Long> since = watch.since();
    if (since.isPresent() && since.get() < forgotten) {
      watch.gone();
      return;
    }
    if (since.isPresent()) {
      history.stream().filter(c -> c.version() > since.get()).forEach(watch::changed);
    } else {
      of(watch.resource().key("", "")).values().stream()
          .filter(watch::matches)
          .forEach(attributes -> watch.existing(map.get(attributes)));
    }
    watches.add(watch);
  }

  void stop(Watch watch) {
    watches.remove(watch);
  }

  /** Ends all watches, and forgets what they could go on from: clients have to list again. */
  synchronized void expire() {
    forgotten = version;
    history.clear();
    watches.forEach(Watch::gone);
    watches.clear();
  }

  /** The watches that are open. */
  int watchCount() {
    return watches.size();
  }
}
