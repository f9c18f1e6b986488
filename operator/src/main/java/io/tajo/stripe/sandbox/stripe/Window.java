package io.tajo.stripe.sandbox.stripe;

import org.jspecify.annotations.Nullable;

/**
 * The part of a list that a request can see.
 *
 * @param from epoch seconds, inclusive
 * @param to epoch seconds, exclusive
 * @param below what is older than this object
 * @param above what is newer than this object; then the list is read from its old end
 */
record Window(long from, long to, @Nullable Key below, @Nullable Key above) {
  boolean oldestFirst() {
    return above != null;
  }

  boolean contains(Key key) {
    return !before(key.created(), key) && !beyond(key.created(), key);
  }

  /** Whether an object is too old. */
  private boolean before(long created, Key key) {
    return created < from || (above != null && key.compareTo(above) <= 0);
  }

  /** Whether an object is too new. */
  private boolean beyond(long created, Key key) {
    return created >= to || (below != null && key.compareTo(below) >= 0);
  }

  /** The first index of a sequence that is not too old. */
  long start(Sequence sequence) {
    return Sequence.first(sequence.size(), i -> !before(sequence.created(i), key(sequence, i)));
  }

  /** The first index of a sequence that is too new. */
  long end(Sequence sequence) {
    return Sequence.first(sequence.size(), i -> beyond(sequence.created(i), key(sequence, i)));
  }

  private static Key key(Sequence sequence, long index) {
    return Key.of(sequence.created(index), sequence.id(index));
  }
}
