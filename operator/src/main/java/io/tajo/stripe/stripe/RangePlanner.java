package io.tajo.stripe.stripe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which stretches of time of one resource are asked for next. Pure and not thread-safe:
 * ranges in, what was read in, next ranges out.
 *
 * <p>Lists are newest first, so a page leaves one unread range below it. Every range ends in a page
 * that is not full, so a range is cut only where requests are idle, the greatest first, and into as
 * few pieces as keep them busy. Where the page's density speaks for the whole range, the pieces are
 * equal; where nothing is known of what lies below (the account's beginning, the length of a
 * burst), they grow geometrically, so that an unknown extent costs few empty pages.
 */
final class RangePlanner {
  private static final int PAGE = 100;

  /** The most pieces a range of unknown depth is cut into, so that a small account stays cheap. */
  private static final int UNKNOWN_PIECES = 4;

  /** An unknown depth is thought to reach so many times as far as what was read. */
  private static final double REACH = 4;

  /** A piece is not cut off for fewer objects than this. */
  private static final double WORTH_A_PIECE = 0.6 * PAGE;

  /** A page this many times denser than expected is a burst of unknown length. */
  private static final double BURST = 4;

  /** A range that holds this many times its share of what is left would end last, and late. */
  private static final double TOO_MUCH = 1.5;

  /** Idle requests wait for the greatest range, unless one nearly as great is back first. */
  private static final double NEARLY_GREATEST = 0.75;

  private static final int FIRST_WIDTH = 8;
  private static final int MIN_WIDTH = 2;
  private static final int MAX_WIDTH = 32;

  /**
   * What a page showed.
   *
   * @param newest when its newest object was created, epoch seconds
   * @param oldest when its oldest was
   * @param last the id of its last object
   * @param more whether the range holds more
   * @param inOrder whether all objects stand newest first; if not, ranges are read on by cursor
   *     alone
   */
  record Reading(
      int count, long newest, long oldest, @Nullable String last, boolean more, boolean inOrder) {
    static final Reading NOTHING = new Reading(0, 0, 0, null, false, true);
  }

  /** A range with the objects it is thought to hold; infinite: never read. */
  private record Lot(Range range, double expected) {}

  private final PriorityQueue<Lot> waiting =
      new PriorityQueue<>(Comparator.comparingDouble(Lot::expected).reversed());
  private final List<Lot> asked = new ArrayList<>();
  private final List<Range> given = new ArrayList<>();
  private double cycle;
  private long newestSeen = Long.MIN_VALUE;
  private long oldestSeen = Long.MAX_VALUE;
  private boolean inOrder = true;

  RangePlanner(List<Range> todo) {
    todo.forEach(range -> waiting.add(new Lot(range, Double.POSITIVE_INFINITY)));
  }

  /**
   * The next range to ask for.
   *
   * @param width how many may be asked for at a time
   */
  Optional<Range> next(int width) {
    if (waiting.isEmpty() || asked.size() >= width) {
      return Optional.empty();
    }
    Lot lot = waiting.remove();
    asked.add(lot);
    return Optional.of(lot.range());
  }

  /**
   * Takes what a page of an asked range showed, and cuts what is left of it.
   *
   * @return what is read now: the whole seconds above what is left
   */
  Range read(Range range, Reading page, int width) {
    Lot lot = answered(range);
    if (!page.more()) {
      see(page);
      return range;
    }
    inOrder &= page.inOrder();
    if (!inOrder) {
      waiting.add(new Lot(new Range(range.from(), range.to(), page.last()), lot.expected()));
      return new Range(range.to(), range.to(), range.startingAfter());
    }
    see(page);
    long left = page.oldest() + 1;
    cut(new Range(range.from(), left, page.last()), lot.expected() - page.count(), page, width);
    return new Range(left, range.to(), range.startingAfter());
  }

  /** Gives an asked range up; it stays among what remains. */
  void failed(Range range) {
    given.add(answered(range).range());
  }

  /** Gives up, and returns, all that is not asked for yet; it stays among what remains. */
  List<Range> abandon() {
    List<Range> rest = waiting.stream().map(Lot::range).toList();
    waiting.clear();
    given.addAll(rest);
    return rest;
  }

  /** All that is not read yet, newest first. */
  List<Range> remaining() {
    List<Range> ranges = new ArrayList<>(given);
    asked.forEach(lot -> ranges.add(lot.range()));
    waiting.forEach(lot -> ranges.add(lot.range()));
    ranges.sort(Comparator.comparingLong(Range::from).reversed());
    return List.copyOf(ranges);
  }

  /** How many objects are thought to be left; infinite before the first page. */
  double left() {
    return Stream.concat(asked.stream(), waiting.stream()).mapToDouble(Lot::expected).sum();
  }

  /** Takes how long a page took, from the request to its being stored. */
  void took(Duration page) {
    double seconds = page.toNanos() / 1e9;
    cycle = cycle == 0 ? seconds : cycle * 0.8 + seconds * 0.2;
  }

  /**
   * How many requests at a time keep a rate busy.
   *
   * @param rate requests a second that this resource may make
   */
  int width(double rate) {
    return cycle == 0
        ? FIRST_WIDTH
        : Math.clamp((int) Math.ceil(rate * cycle) + 1, MIN_WIDTH, MAX_WIDTH);
  }

  private void see(Reading page) {
    if (page.count() > 0 && page.inOrder()) {
      newestSeen = Math.max(newestSeen, page.newest());
      oldestSeen = Math.min(oldestSeen, page.oldest());
    }
  }

  private Lot answered(Range range) {
    for (Lot lot : asked) {
      if (lot.range().equals(range)) {
        asked.remove(lot);
        return lot;
      }
    }
    throw new IllegalArgumentException("not asked for: " + range);
  }

  private void cut(Range rest, double expected, Reading page, int width) {
    double span = Math.max(1, page.newest() - page.oldest());
    double density = page.count() / span;
    double length = page.oldest() - rest.from();
    boolean unknownDepth = oldestSeen >= rest.from();
    boolean burst = density * length > BURST * Math.max(PAGE, expected);
    int pieces = pieces(density * length, width);
    if (unknownDepth) {
      pieces = Math.min(pieces, UNKNOWN_PIECES);
    }
    double growth =
        unknownDepth || burst ? growth(span, length, pieces, unknownDepth, page.oldest()) : 1;
    long upper = rest.to();
    @Nullable String cursor = rest.startingAfter();
    for (int piece = 1; piece < pieces; piece++) {
      double depth = growth == 1 ? length * piece / pieces : span * (Math.pow(growth, piece) - 1);
      long lower = page.oldest() - (long) Math.ceil(depth);
      if (lower > rest.from() && lower < upper) {
        waiting.add(new Lot(new Range(lower, upper, cursor), density * (upper - lower)));
        upper = lower;
        cursor = null;
      }
    }
    double below = density * (upper - rest.from());
    waiting.add(new Lot(new Range(rest.from(), upper, cursor), below));
  }

  /**
   * How much deeper each cut is than the one before, where what was read says little of the rest.
   */
  private double growth(double span, double length, int pieces, boolean unknownDepth, long oldest) {
    double reach = REACH * Math.max((double) (newestSeen - oldest), 16 * span);
    boolean beyond = unknownDepth && reach < length;
    double growth =
        beyond ? Math.pow(reach / span, 1.0 / (pieces - 1)) : Math.pow(length / span, 1.0 / pieces);
    return Math.max(2, growth);
  }

  /** As many pieces as there are idle requests, and no piece that would keep the others waiting. */
  private int pieces(double likely, int width) {
    double greatest = 0;
    double total = likely;
    for (Lot lot : asked) {
      total += lot.expected();
      greatest = Double.isFinite(lot.expected()) ? Math.max(greatest, lot.expected()) : greatest;
    }
    for (Lot lot : waiting) {
      total += lot.expected();
    }
    double share = Math.max(total / width, PAGE);
    double wanted = likely > TOO_MUCH * share ? Math.ceil(likely / share) : 1;
    int idle = width - asked.size() - waiting.size() - 1;
    if (idle > 0 && likely >= greatest * NEARLY_GREATEST) {
      wanted = Math.max(wanted, idle + 1);
    }
    return (int) Math.max(1, Math.min(wanted, Math.min(likely / WORTH_A_PIECE, MAX_WIDTH)));
  }
}
