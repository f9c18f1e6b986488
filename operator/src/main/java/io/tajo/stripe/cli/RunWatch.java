package io.tajo.stripe.cli;

import io.tajo.stripe.api.SyncReport;
import io.tajo.stripe.api.SyncReport.Outcome;
import io.tajo.stripe.pipeline.Progress;
import io.tajo.stripe.pipeline.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches a run for those outside of its process: how far it is, and how it ended, without personal
 * data. Thread-safe.
 */
final class RunWatch implements Progress {
  /** Begins the titles of phases whose tasks read objects from Stripe. */
  private static final String READING = "Reading Stripe";

  private final List<Count> tasks = new ArrayList<>();
  private final SortedMap<String, Long> read = new TreeMap<>();
  private String phase = "Starting";
  private @Nullable SyncReport end;

  @Override
  public synchronized void phase(String title) {
    phase = title;
    tasks.clear();
  }

  @Override
  public synchronized Task task(String name) {
    Count task = new Count(phase.startsWith(READING) ? camelCase(name) : "");
    tasks.add(task);
    return task;
  }

  @Override
  public void note(String line) {
    // For a person at the terminal.
  }

  /** {@code checkout sessions} as {@code checkoutSessions}, the manifest's word. */
  private static String camelCase(String words) {
    StringBuilder name = new StringBuilder();
    for (String word : words.split(" ", -1)) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }

  /** What is known now. */
  synchronized SyncReport report() {
    return end != null
        ? end
        : new SyncReport(null, phase, percent(), read.isEmpty() ? null : new TreeMap<>(read), null);
  }

  private @Nullable Integer percent() {
    if (tasks.stream().noneMatch(task -> task.done() >= 0)) {
      return null;
    }
    double sum = tasks.stream().mapToDouble(task -> Math.max(0, task.done())).sum();
    return (int) Math.floor(100 * sum / tasks.size());
  }

  /** The run is over. */
  synchronized void ended(RunReport report) {
    Ending ending = Ending.of(report);
    end =
        new SyncReport(
            ending.outcome(),
            Text.withoutKeys(ending.message()),
            null,
            read.isEmpty() ? null : new TreeMap<>(read),
            report.status().toBuilder().conditions(null).build());
  }

  /** There was no run, or it broke off; what has been told of an end before stays. */
  synchronized void ended(Outcome outcome, String message) {
    if (end == null) {
      end =
          new SyncReport(
              outcome,
              Text.withoutKeys(message),
              null,
              read.isEmpty() ? null : new TreeMap<>(read),
              null);
    }
  }

  /** Both watch. */
  Progress beside(Progress other) {
    RunWatch self = this;
    return new Progress() {
      @Override
      public void phase(String title) {
        self.phase(title);
        other.phase(title);
      }

      @Override
      public Task task(String name) {
        return new Both(self.task(name), other.task(name));
      }

      @Override
      public void note(String line) {
        other.note(line);
      }
    };
  }

  /** A task that is counted; under a resource's name, if it reads one. */
  private final class Count implements Task {
    private final String resource;
    private long count;
    private long total = -1;
    private double fraction = -1;
    private boolean over;

    Count(String resource) {
      this.resource = resource;
    }

    @Override
    public void advance(long more) {
      synchronized (RunWatch.this) {
        count += more;
        if (!resource.isEmpty()) {
          read.merge(resource, more, Long::sum);
        }
      }
    }

    @Override
    public void total(long all) {
      synchronized (RunWatch.this) {
        total = all;
      }
    }

    @Override
    public void fraction(double done) {
      synchronized (RunWatch.this) {
        fraction = Math.clamp(done, 0, 1);
      }
    }

    @Override
    public void close() {
      synchronized (RunWatch.this) {
        over = true;
      }
    }

    /** From 0 to 1; -1: not known. */
    double done() {
      if (over) {
        return 1;
      }
      return fraction >= 0 ? fraction : total > 0 ? Math.min(1, (double) count / total) : -1;
    }
  }

  private record Both(Task one, Task other) implements Task {
    @Override
    public void advance(long count) {
      one.advance(count);
      other.advance(count);
    }

    @Override
    public void total(long total) {
      one.total(total);
      other.total(total);
    }

    @Override
    public void fraction(double done) {
      one.fraction(done);
      other.fraction(done);
    }

    @Override
    public void close() {
      one.close();
      other.close();
    }
  }
}
