package io.tajo.stripe.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one page has read of a resource: whole seconds, half open; none where it ended within the
 * second that it began in.
 *
 * @param nextAfter the id after which the part goes on that ends at {@code low}; null: no such part
 */
record ReadPart(long low, long high, @Nullable String nextAfter) {
  /** Lists are newest first: what is left of a part lies below what was read of it. */
  static ReadPart of(Checkpoint done, List<Checkpoint> remaining) {
    long low =
        remaining.stream()
            .filter(left -> left.from() < done.to() && left.to() > done.from())
            .mapToLong(Checkpoint::to)
            .max()
            .orElse(done.from());
    String nextAfter =
        remaining.stream()
            .filter(left -> left.to() == low && left.startingAfter() != null)
            .map(Checkpoint::startingAfter)
            .findFirst()
            .orElse(null);
    return new ReadPart(Math.min(low, done.to()), done.to(), nextAfter);
  }

  /**
   * What of a plan is left, newest first.
   *
   * @param plan parts that do not overlap
   * @param read in the order in which it was saved
   */
  static List<Checkpoint> remaining(List<Checkpoint> plan, List<ReadPart> read) {
    Map<Long, String> cursors = new HashMap<>();
    for (ReadPart part : read) {
      if (part.nextAfter() != null) {
        cursors.put(part.low(), part.nextAfter());
      }
    }
    List<ReadPart> newestFirst =
        read.stream()
            .filter(part -> part.low() < part.high())
            .sorted(Comparator.comparingLong(ReadPart::high).reversed())
            .toList();
    return plan.stream()
        .sorted(Comparator.comparingLong(Checkpoint::from).reversed())
        .flatMap(part -> unread(part, newestFirst, cursors).stream())
        .toList();
  }

  private static List<Checkpoint> unread(
      Checkpoint planned, List<ReadPart> newestFirst, Map<Long, String> cursors) {
    List<Checkpoint> unread = new ArrayList<>();
    long top = planned.to();
    for (ReadPart read : newestFirst) {
      if (read.low() < top && read.high() > planned.from()) {
        if (read.high() < top) {
          unread.add(checkpoint(read.high(), top, planned, cursors));
        }
        top = read.low();
      }
    }
    if (top > planned.from()) {
      unread.add(checkpoint(planned.from(), top, planned, cursors));
    }
    return unread;
  }

  private static Checkpoint checkpoint(
      long from, long to, Checkpoint planned, Map<Long, String> cursors) {
    String before = to == planned.to() ? planned.startingAfter() : null;
    return new Checkpoint(from, to, cursors.getOrDefault(to, before));
  }
}
