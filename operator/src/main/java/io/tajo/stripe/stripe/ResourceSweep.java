package io.tajo.stripe.stripe;

import com.stripe.model.HasId;
import com.stripe.model.StripeObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The sweep of one resource: asks for what its planner says, and stores what comes. */
final class ResourceSweep {
  /** What a resource needs of the run it is part of. */
  interface Host {
    /** Does something on a thread of its own. */
    void start(Runnable work);

    /** Whether nothing more is to be asked or stored. */
    boolean stopped();

    /** Ends the sweep for this reason; only the first counts. */
    void stop(Throwable reason);

    /** Which part of the account's requests a resource should have, from 0 to 1. */
    double part(ResourceSweep resource);
  }

  private final Stripe stripe;
  private final Resource resource;
  private final SweepSink sink;
  private final Host host;

  /** Held while a page is stored, so that what remains is always stored in order. */
  private final ReentrantLock lock = new ReentrantLock(true);

  private final RangePlanner planner;
  private final List<SweepOutcome.Failure> failures = new ArrayList<>();
  private long pages;
  private long objects;
  private int inFlight;

  /** Read by other resources' threads. */
  private volatile double left = Double.POSITIVE_INFINITY;

  ResourceSweep(Stripe stripe, Resource resource, List<Range> todo, SweepSink sink, Host host) {
    this.stripe = stripe;
    this.resource = resource;
    this.planner = new RangePlanner(todo);
    this.sink = sink;
    this.host = host;
  }

  /** Starts as many requests as keep the rate busy. */
  void askMore() {
    lock.lock();
    try {
      Optional<Range> next = host.stopped() ? Optional.empty() : planner.next(width());
      while (next.isPresent()) {
        Range range = next.get();
        inFlight++;
        host.start(() -> read(range));
        next = planner.next(width());
      }
      left = inFlight == 0 ? 0 : planner.left();
    } finally {
      lock.unlock();
    }
  }

  /** How many objects are thought to be left; infinite before the first page, 0 at the end. */
  double left() {
    return left;
  }

  SweepOutcome.Tally tally() {
    lock.lock();
    try {
      return new SweepOutcome.Tally(pages, objects, List.copyOf(failures));
    } finally {
      lock.unlock();
    }
  }

  private int width() {
    return planner.width(stripe.share(resource, host.part(this)));
  }

  private void read(Range range) {
    @Nullable Page page = null;
    @Nullable StripeFailure failure = null;
    try {
      page = ask(range);
    } catch (StripeFailure why) {
      failure = why;
    }
    lock.lock();
    try {
      inFlight--;
      if (host.stopped()) {
        return;
      }
      if (page != null) {
        storeOrStop(range, page);
      } else if (failure != null) {
        giveUp(range, failure);
      }
    } finally {
      lock.unlock();
    }
    askMore();
  }

  /** The object that a cursor names may be gone by now: then its second is read anew. */
  private Page ask(Range range) {
    try {
      return stripe.list(resource, ListQuery.of(range));
    } catch (StripeFailure.NotFound | StripeFailure.Rejected refused) {
      if (range.startingAfter() == null || !isAboutCursor(refused)) {
        throw refused;
      }
      return stripe.list(resource, ListQuery.of(range.withoutCursor()));
    }
  }

  private static boolean isAboutCursor(StripeFailure refused) {
    return switch (refused) {
      case StripeFailure.NotFound it -> "starting_after".equals(it.param());
      case StripeFailure.Rejected it -> "starting_after".equals(it.param());
      default -> false;
    };
  }

  /** A page that is not kept must not be followed by one that says what is left after it. */
  private void storeOrStop(Range range, Page page) {
    try {
      store(range, page);
    } catch (RuntimeException | Error failure) {
      host.stop(failure);
      throw failure;
    }
  }

  private void store(Range range, Page page) {
    long start = System.nanoTime();
    Range done = planner.read(range, reading(page.objects(), page.hasMore()), width());
    sink.page(resource, page.objects(), page.asOf(), done, planner.remaining());
    planner.took(page.took().plus(Duration.ofNanos(System.nanoTime() - start)));
    pages++;
    objects += page.objects().size();
  }

  private void giveUp(Range range, StripeFailure failure) {
    planner.failed(range);
    fail(range, failure);
    if (failure.concernsWholeAccount() || failure instanceof StripeFailure.PermissionMissing) {
      planner.abandon().forEach(rest -> fail(rest, failure));
    }
  }

  private void fail(Range range, StripeFailure failure) {
    failures.add(new SweepOutcome.Failure(range, failure));
    sink.failed(resource, range, failure);
  }

  private RangePlanner.Reading reading(List<? extends StripeObject> page, boolean more) {
    if (page.isEmpty()) {
      return RangePlanner.Reading.NOTHING;
    }
    long[] created =
        page.stream()
            .mapToLong(object -> Objects.requireNonNullElse(Resource.created(object), -1L))
            .toArray();
    boolean inOrder =
        IntStream.range(1, created.length).allMatch(i -> created[i] <= created[i - 1])
            && created[created.length - 1] >= 0;
    long newest = created[0];
    long oldest = created[created.length - 1];
    String last = ((HasId) page.getLast()).getId();
    return new RangePlanner.Reading(page.size(), newest, oldest, last, more, inOrder);
  }
}
