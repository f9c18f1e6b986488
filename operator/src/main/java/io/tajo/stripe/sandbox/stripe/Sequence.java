package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Objects in the order they were created, made when asked for; nothing of them is held. What {@link
 * #object} returns may share parts with others: copy before a change.
 */
interface Sequence {
  long size();

  /** Epoch seconds; never less than those of the index before. */
  long created(long index);

  /** Of one length in a sequence and greater than that of the index before, prefixes apart. */
  String id(long index);

  /** -1 where no object of this sequence has the id. */
  long indexOf(String id);

  /**
   * All fields, those that are left out unless expanded too; null where the index has no object.
   */
  @Nullable ObjectNode object(long index);

  /** Whether lists show these objects. */
  default boolean listed() {
    return true;
  }

  /**
   * Whether they can be retrieved by id; others are only seen where another object expands them.
   */
  default boolean retrievable() {
    return true;
  }

  /** The first index in [0, size) at which {@code reached} holds, or {@code size}. */
  static long first(long size, LongPredicate reached) {
    long low = 0;
    long high = size;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (reached.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
