package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Several runs as one list; an object is made only when its turn comes. */
final class Merge implements Iterator<ObjectNode> {
  private final List<Run> runs;
  private final boolean oldestFirst;
  private final Function<Run.Place, @Nullable ObjectNode> objects;
  private @Nullable ObjectNode next;

  /**
   * @param objects the object at a place; null where the list shows none
   */
  Merge(List<Run> runs, boolean oldestFirst, Function<Run.Place, @Nullable ObjectNode> objects) {
    this.runs = runs;
    this.oldestFirst = oldestFirst;
    this.objects = objects;
  }

  @Override
  public boolean hasNext() {
    while (next == null) {
      Run run = first();
      if (run == null || run.next() == null) {
        return false;
      }
      next = objects.apply(run.next());
      run.advance();
    }
    return true;
  }

  @Override
  public ObjectNode next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    ObjectNode object = next;
    next = null;
    return object;
  }

  private @Nullable Run first() {
    Run first = null;
    for (Run run : runs) {
      Run.Place place = run.next();
      if (place != null && (first == null || comesBefore(place, first.next()))) {
        first = run;
      }
    }
    return first;
  }

  private boolean comesBefore(Run.Place place, Run.@Nullable Place other) {
    if (other == null) {
      return true;
    }
    int order = place.key().compareTo(other.key());
    return oldestFirst ? order < 0 : order > 0;
  }
}
