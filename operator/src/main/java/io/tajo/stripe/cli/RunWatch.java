package io.tajo.stripe.cli;

import io.tajo.stripe.api.SyncReport;
import io.tajo.stripe.api.SyncReport.Outcome;
import io.tajo.stripe.pipeline.CountedTask;
import io.tajo.stripe.pipeline.Progress;
import io.tajo.stripe.pipeline.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches a run for those outside of its process: how far it is, and how it ended, without personal
 * data. Thread-safe.
 */
final class RunWatch implements Progress {
  private final List<CountedTask> tasks = new ArrayList<>();
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
    Optional<String> resource = CountedTask.resource(phase, name);
    CountedTask task = new CountedTask(more -> resource.ifPresent(it -> count(it, more)));
    tasks.add(task);
    return task;
  }

  private synchronized void count(String resource, long more) {
    read.merge(resource, more, Long::sum);
  }

  @Override
  public void note(String line) {
    // For a person at the terminal.
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
}
