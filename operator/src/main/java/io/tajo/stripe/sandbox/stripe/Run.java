package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The places of one source within a window, in the window's direction; one can be looked at. */
final class Run {
  /** Where an object stands, without the object. */
  record Place(Key key, String id, @Nullable Sequence sequence, long index) {
    @Nullable ObjectNode original() {
      return sequence == null ? null : sequence.object(index);
    }
  }

  private final Iterator<Place> places;
  private @Nullable Place next;

  private Run(Iterator<Place> places) {
    this.places = places;
    advance();
  }

  static Run of(Sequence sequence, Window window) {
    long start = window.start(sequence);
    long end = window.end(sequence);
    LongStream indices =
        window.oldestFirst()
            ? LongStream.iterate(start, i -> i < end, i -> i + 1)
            : LongStream.iterate(end - 1, i -> i >= start, i -> i - 1);
    return new Run(
        indices
            .mapToObj(i -> {
              String id = sequence.id(i);
              return new Place(Key.of(sequence.created(i), id), id, sequence, i);
            })
            .iterator());
  }

  static Run of(NavigableMap<Key, String> added, Window window) {
    NavigableMap<Key, String> ordered = window.oldestFirst() ? added : added.descendingMap();
    return new Run(
        ordered.entrySet().stream()
            .filter(entry -> window.contains(entry.getKey()))
            .map(Run::added)
            .iterator());
  }

  private static Place added(Map.Entry<Key, String> entry) {
    return new Place(entry.getKey(), entry.getValue(), null, -1);
  }

  /** The place that comes next; null at the end. */
  @Nullable Place next() {
    return next;
  }

  void advance() {
    next = places.hasNext() ? places.next() : null;
  }
}
