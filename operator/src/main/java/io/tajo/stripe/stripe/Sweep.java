package io.tajo.stripe.stripe;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole resources, all at once, each in many ranges of creation time at once. A page is
 * stored before its range is read on, so what is in memory is bounded by the requests in flight.
 */
public final class Sweep {
  private final Stripe stripe;

  public Sweep(Stripe stripe) {
    this.stripe = stripe;
  }

  /**
   * Reads ranges until all are read or failed.
   *
   * @param todo by resource; {@link Range#all} or {@link Range#since} to begin, what remained to
   *     resume
   * @throws RuntimeException what the sink threw, after every request has ended
   * @throws CancellationException where the thread is interrupted, likewise
   */
  public SweepOutcome run(Map<Resource, List<Range>> todo, SweepSink sink) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return new Run(threads, todo, sink).await();
    }
  }

  /** One run: its threads, and what stops them. */
  private final class Run implements ResourceSweep.Host {
    private final ExecutorService threads;
    private final Phaser working = new Phaser(1);
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    private final Map<Resource, ResourceSweep> sweeps = new EnumMap<>(Resource.class);

    Run(ExecutorService threads, Map<Resource, List<Range>> todo, SweepSink sink) {
      this.threads = threads;
      todo.forEach((resource, ranges) ->
          sweeps.put(resource, new ResourceSweep(stripe, resource, ranges, sink, this)));
    }

    SweepOutcome await() {
      sweeps.values().forEach(ResourceSweep::askMore);
      try {
        working.awaitAdvanceInterruptibly(working.arrive());
      } catch (InterruptedException stopped) {
        stop(new CancellationException("the sweep was stopped"));
        Thread.currentThread().interrupt();
      }
      @Nullable Throwable reason = broken.get();
      if (reason != null) {
        rethrow(reason);
      }
      Map<Resource, SweepOutcome.Tally> tallies = new EnumMap<>(Resource.class);
      sweeps.forEach((resource, sweep) -> tallies.put(resource, sweep.tally()));
      return new SweepOutcome(tallies);
    }

    @Override
    public void start(Runnable work) {
      working.register();
      try {
        threads.execute(() -> {
          try {
            work.run();
          } catch (Throwable failure) {
            stop(failure);
          } finally {
            working.arriveAndDeregister();
          }
        });
      } catch (RejectedExecutionException stopped) {
        working.arriveAndDeregister(); // By another resource, in this moment.
      }
    }

    @Override
    public boolean stopped() {
      return broken.get() != null;
    }

    /** By what is left of each, so that all end together; evenly until that is known. */
    @Override
    public double part(ResourceSweep mine) {
      double all = 0;
      int unread = 0;
      for (ResourceSweep one : sweeps.values()) {
        all += one.left();
        unread += one.left() > 0 ? 1 : 0;
      }
      return Double.isInfinite(all) ? 1.0 / unread : all > 0 ? mine.left() / all : 1;
    }

    /** The first reason counts; the threads are woken wherever they wait. */
    @Override
    public void stop(Throwable reason) {
      if (broken.compareAndSet(null, reason)) {
        threads.shutdownNow();
      }
    }

    private static void rethrow(Throwable reason) {
      switch (reason) {
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        default -> throw new IllegalStateException(reason);
      }
    }
  }
}
