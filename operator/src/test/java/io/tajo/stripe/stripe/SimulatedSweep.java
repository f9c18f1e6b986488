package io.tajo.stripe.stripe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * The planner and the limiter against an account that is a list of creation times, in simulated
 * time: what a sweep asks for and how long it takes, without waiting for it.
 */
final class SimulatedSweep {
  /** What a simulated sweep came to. */
  record Result(
      int pages, double seconds, int objects, boolean everyObjectOnce, int longestQueue) {}

  private record Answer(long at, Range range, long took) {}

  private record Waiting(Range range, Turns.Ticket ticket) {}

  private final long[] newestFirst;
  private final long latency;
  private final long jitter;
  private final Random random = new Random(7);

  SimulatedSweep(long[] created, Duration latency, Duration jitter) {
    this.newestFirst = Arrays.stream(created).sorted().toArray();
    for (int i = 0, j = newestFirst.length - 1; i < j; i++, j--) {
      long swap = newestFirst[i];
      newestFirst[i] = newestFirst[j];
      newestFirst[j] = swap;
    }
    this.latency = latency.toNanos();
    this.jitter = jitter.toNanos();
  }

  Result run(double requestsPerSecond, Range... todo) {
    RangePlanner planner = new RangePlanner(List.of(todo));
    Turns turns = new Turns(1000, requestsPerSecond);
    PriorityQueue<Answer> answers = new PriorityQueue<>(Comparator.comparingLong(Answer::at));
    List<Waiting> queue = new ArrayList<>();
    int[] seen = new int[newestFirst.length];
    int pages = 0;
    int longest = 0;
    long now = 1;
    while (true) {
      int width = planner.width(turns.share("list", 1));
      for (Optional<Range> next = planner.next(width);
          next.isPresent();
          next = planner.next(width)) {
        queue.add(new Waiting(next.get(), turns.join("list")));
      }
      longest = Math.max(longest, queue.size());
      long wake = depart(queue, turns, answers, now);
      if (answers.isEmpty() && queue.isEmpty()) {
        break;
      }
      if (answers.isEmpty() || wake < answers.peek().at()) {
        now = wake;
        continue;
      }
      Answer answer = answers.remove();
      now = answer.at();
      pages++;
      planner.took(Duration.ofNanos(answer.took()));
      planner.read(
          answer.range(), page(answer.range(), seen), planner.width(turns.share("list", 1)));
    }
    boolean once = Arrays.stream(seen).allMatch(times -> times == 1);
    return new Result(pages, now / 1e9, Arrays.stream(seen).sum(), once, longest);
  }

  private long depart(List<Waiting> queue, Turns turns, PriorityQueue<Answer> answers, long now) {
    long wake = Long.MAX_VALUE;
    for (Waiting waiting : List.copyOf(queue)) {
      long wait = turns.take(waiting.ticket(), now);
      if (wait == 0) {
        queue.remove(waiting);
        long took = latency + (long) (random.nextDouble() * jitter);
        answers.add(new Answer(now + took, waiting.range(), took));
      } else {
        wake = Math.min(wake, now + wait);
      }
    }
    return wake;
  }

  private RangePlanner.Reading page(Range range, int[] seen) {
    int first = 0;
    while (first < newestFirst.length && newestFirst[first] >= range.to()) {
      first++;
    }
    if (range.startingAfter() != null) {
      first = Integer.parseInt(range.startingAfter()) + 1;
    }
    int end = first;
    while (end < newestFirst.length && end < first + 100 && newestFirst[end] >= range.from()) {
      seen[end++]++;
    }
    boolean more = end < newestFirst.length && newestFirst[end] >= range.from();
    return end == first
        ? RangePlanner.Reading.NOTHING
        : new RangePlanner.Reading(
            end - first,
            newestFirst[first],
            newestFirst[end - 1],
            String.valueOf(end - 1),
            more,
            true);
  }
}
