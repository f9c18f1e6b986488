package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An object's place in a list, oldest first: by creation, then by what its id is after the prefix
 * ({@code ch_} and {@code py_} are one list).
 */
record Key(long created, String serial) implements Comparable<Key> {
  static Key of(long created, String id) {
    return new Key(created, id.substring(id.lastIndexOf('_') + 1));
  }

  static Key of(ObjectNode object) {
    return of(object.path("created").longValue(), object.path("id").asText());
  }

  @Override
  public int compareTo(Key other) {
    int byTime = Long.compare(created, other.created);
    return byTime != 0 ? byTime : serial.compareTo(other.serial);
  }
}
