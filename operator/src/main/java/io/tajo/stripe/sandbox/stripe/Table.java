package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One resource's objects: what the seed gives, and over it what was put or deleted since. Safe for
 * many threads; a page that is read while an object changes shows it before or after.
 */
final class Table {
  private final List<Sequence> sequences;
  private final Map<String, Function<String, Stream<String>>> indexes = new HashMap<>();
  private final Map<String, ObjectNode> put = new ConcurrentHashMap<>();
  private final Map<String, ObjectNode> deleted = new ConcurrentHashMap<>();
  private final NavigableMap<Key, String> added = new ConcurrentSkipListMap<>();

  Table(List<? extends Sequence> sequences) {
    this.sequences = List.copyOf(sequences);
  }

  /** Generated ids by the value of a list parameter, so that a filter need not read everything. */
  Table index(String parameter, Function<String, Stream<String>> ids) {
    indexes.put(parameter, ids);
    return this;
  }

  /** What an object with this id shows where another one expands it: deleted coupons too. */
  Optional<ObjectNode> resolve(String id) {
    ObjectNode changed = put.getOrDefault(id, deleted.get(id));
    return changed == null ? generated(id, false) : Optional.of(changed);
  }

  /** What was put under this id. */
  Optional<ObjectNode> changed(String id) {
    return Optional.ofNullable(put.get(id));
  }

  /** What is served under this id. */
  Optional<ObjectNode> retrieve(String id) {
    ObjectNode changed = put.get(id);
    if (changed != null) {
      return Optional.of(changed);
    }
    return deleted.containsKey(id) ? Optional.empty() : generated(id, true);
  }

  private Optional<ObjectNode> generated(String id, boolean retrievable) {
    for (Sequence sequence : sequences) {
      long index = sequence.indexOf(id);
      if (index >= 0 && (!retrievable || sequence.retrievable())) {
        return Optional.ofNullable(sequence.object(index));
      }
    }
    return Optional.empty();
  }

  void put(ObjectNode object) {
    String id = object.path("id").asText();
    deleted.remove(id);
    if (generated(id, false).isEmpty() && put.putIfAbsent(id, object) == null) {
      added.put(Key.of(object), id);
    }
    put.put(id, object);
  }

  /** Nothing is served under the id any more; discounts still show a deleted coupon. */
  void delete(String id) {
    resolve(id)
        .ifPresent(object -> {
          deleted.put(id, object);
          put.remove(id);
        });
  }

  /** Objects that were put, by id; those that replace generated ones too. */
  Map<String, ObjectNode> changes() {
    return Map.copyOf(put);
  }

  List<String> deletions() {
    return List.copyOf(deleted.keySet());
  }

  /** What the seed gave under this id, whatever happened since. */
  Optional<ObjectNode> original(String id) {
    return generated(id, false);
  }

  Listing.Page page(Listing listing) {
    Iterator<ObjectNode> objects = objects(listing);
    List<ObjectNode> page = new ArrayList<>(Math.min(listing.limit(), 100));
    while (page.size() < listing.limit() && objects.hasNext()) {
      page.add(objects.next());
    }
    boolean more = objects.hasNext();
    return new Listing.Page(listing.oldestFirst() ? page.reversed() : page, more);
  }

  /** Everything that the listing wants, from its cursor on, whatever its limit. */
  Iterator<ObjectNode> objects(Listing listing) {
    Window window = window(listing);
    Optional<Stream<String>> narrowed = narrowed(listing);
    if (narrowed.isPresent()) {
      Comparator<ObjectNode> order = Comparator.comparing(Key::of);
      return Stream.concat(narrowed.get(), put.keySet().stream())
          .distinct()
          .map(this::retrieve)
          .flatMap(Optional::stream)
          .filter(object -> window.contains(Key.of(object)) && listing.wants(object))
          .sorted(window.oldestFirst() ? order : order.reversed())
          .iterator();
    }
    List<Run> runs = new ArrayList<>();
    sequences.stream().filter(Sequence::listed).map(s -> Run.of(s, window)).forEach(runs::add);
    runs.add(Run.of(added, window));
    return new Merge(runs, window.oldestFirst(), place -> current(place, listing));
  }

  private @Nullable ObjectNode current(Run.Place place, Listing listing) {
    ObjectNode object = put.get(place.id());
    if (object == null && !deleted.containsKey(place.id())) {
      object = place.original();
    }
    return object != null && listing.wants(object) ? object : null;
  }

  private Optional<Stream<String>> narrowed(Listing listing) {
    return listing.filters().entrySet().stream()
        .map(filter -> {
          var index = indexes.get(filter.getKey());
          return index == null ? null : index.apply(filter.getValue().getFirst());
        })
        .filter(Objects::nonNull)
        .findFirst();
  }

  private Window window(Listing listing) {
    return new Window(
        listing.from(),
        listing.to(),
        listing.startingAfter() == null ? null : cursor(listing.startingAfter(), "starting_after"),
        listing.endingBefore() == null ? null : cursor(listing.endingBefore(), "ending_before"));
  }

  /** A cursor keeps its place when its object is deleted. */
  private Key cursor(String id, String parameter) {
    for (Sequence sequence : sequences) {
      long index = sequence.indexOf(id);
      if (index >= 0 && sequence.retrievable()) {
        return Key.of(sequence.created(index), id);
      }
    }
    ObjectNode changed = put.getOrDefault(id, deleted.get(id));
    if (changed == null) {
      throw StripeError.unknownCursor(id, parameter);
    }
    return Key.of(changed);
  }
}
