package io.tajo.stripe.contact;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one write to a contact says.
 *
 * @param first whether this connector never wrote the contact before; Brevo may know it all the
 *     same
 * @param attributes by name; {@code ""} clears
 * @param blocklist whether the blocklist flags are written, as true; they are never written as
 *     false
 */
public record Change(
    boolean first,
    SortedMap<String, JsonNode> attributes,
    SortedSet<Long> addLists,
    SortedSet<Long> removeLists,
    boolean blocklist) {
  /** Nothing to write. */
  public static final Change NONE =
      new Change(false, Collections.emptySortedMap(), new TreeSet<>(), new TreeSet<>(), false);

  /** Closes what it is given to changes. */
  public Change {
    attributes = Collections.unmodifiableSortedMap(attributes);
    addLists = Collections.unmodifiableSortedSet(addLists);
    removeLists = Collections.unmodifiableSortedSet(removeLists);
  }

  /** Whether there is nothing to write. A first change never is: it makes the contact. */
  public boolean isEmpty() {
    return !first
        && attributes.isEmpty()
        && addLists.isEmpty()
        && removeLists.isEmpty()
        && !blocklist;
  }
}
