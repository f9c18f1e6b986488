package io.tajo.stripe.pipeline;

import com.stripe.model.StripeObject;
import io.tajo.stripe.ledger.Checkpoint;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.Run;
import io.tajo.stripe.pipeline.reading.ObjectRows;
import io.tajo.stripe.stripe.Range;
import io.tajo.stripe.stripe.Resource;
import io.tajo.stripe.stripe.SweepSink;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Stores each page of a sweep with what is then left to read, in one transaction. */
final class SweptPages implements SweepSink {
  /** So that a killed run's reads are in the budget too. */
  private static final int PAGES_A_COUNT = 50;

  private final Ledger ledger;
  private final Run run;
  private final Progress progress;
  private final long bottom;
  private final Runnable countReads;
  private final AtomicInteger pages = new AtomicInteger();
  private final Map<Resource, Progress.Task> tasks = new ConcurrentHashMap<>();
  private final Map<Resource, SweptStretch> stretches = new ConcurrentHashMap<>();

  SweptPages(
      Ledger ledger, Run run, Progress progress, @Nullable Instant since, Runnable countReads) {
    this.ledger = ledger;
    this.run = run;
    this.progress = progress;
    this.countReads = countReads;
    this.bottom = since == null ? 0 : since.getEpochSecond();
  }

  @Override
  public void page(
      Resource resource,
      List<? extends StripeObject> objects,
      Instant asOf,
      Range done,
      List<Range> remaining) {
    ledger
        .runs()
        .savePage(
            run,
            resource.name(),
            ObjectRows.of(objects),
            asOf,
            objects.size(),
            checkpoint(done),
            remaining.stream().map(SweptPages::checkpoint).toList());
    if (pages.incrementAndGet() % PAGES_A_COUNT == 0) {
      countReads.run();
    }
    Progress.Task task = task(resource);
    task.advance(objects.size());
    double read = stretch(resource).fraction(objects, remaining);
    if (read >= 0) {
      task.fraction(read);
    }
  }

  private SweptStretch stretch(Resource resource) {
    return stretches.computeIfAbsent(
        resource, one -> new SweptStretch(StripeReading.isDated(one) ? bottom : 0));
  }

  private Progress.Task task(Resource resource) {
    return tasks.computeIfAbsent(resource, one -> progress.task(words(one)));
  }

  /** A resource as people call it: {@code checkout sessions}. */
  static String words(Resource resource) {
    return resource.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static Checkpoint checkpoint(Range range) {
    return new Checkpoint(range.from(), range.to(), range.startingAfter());
  }

  static Range range(Checkpoint checkpoint) {
    return new Range(checkpoint.from(), checkpoint.to(), checkpoint.startingAfter());
  }
}
