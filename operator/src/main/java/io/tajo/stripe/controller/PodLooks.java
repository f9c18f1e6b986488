package io.tajo.stripe.controller;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.ExternalResourceCachingEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What pods tell, asked at intervals in threads of their own: neither does a reconciliation wait
 * for one that does not answer, nor do a thousand of those keep the others from being asked. An
 * event comes only of an answer that differs from the one before.
 *
 * @param <R> what they tell
 * @param <P> whose pods they are
 */
public abstract class PodLooks<R, P extends HasMetadata>
    extends ExternalResourceCachingEventSource<R, P, String> implements ResourceEventAware<P> {
  private static final Logger LOG = LoggerFactory.getLogger(PodLooks.class);

  /** Until somebody is there who could answer. */
  private static final Duration WAITING = Duration.ofSeconds(5);

  /** Questions at once; one without an answer takes three seconds at most. */
  private static final int AT_ONCE = 256;

  private final Duration between;
  private final Function<String, Optional<R>> question;
  private final Map<ResourceID, Target> targets = new ConcurrentHashMap<>();
  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final ScheduledExecutorService times;
  private final ExecutorService looking = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Looks at nothing yet.
   *
   * @param between two questions
   * @param question to an address; empty: nobody answers
   */
  protected PodLooks(
      String name, Class<R> type, Duration between, Function<String, Optional<R>> question) {
    super(name, type, _ -> name);
    this.between = between;
    this.question = question;
    this.times =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
  }

  /**
   * Who is asked.
   *
   * @param uid one that is made anew is another
   */
  public record Target(String uid, String address) {}

  /** Asks from now on, unless it does already. */
  protected final void ask(ResourceID id, Target target) {
    Target before = targets.put(id, target);
    if (!target.equals(before)) {
      if (before != null) {
        forget(id);
      }
      next(id, target, Duration.ZERO);
    }
  }

  /** Asks no more, and forgets what was told. */
  protected final void end(ResourceID id) {
    targets.remove(id);
    forget(id);
  }

  private synchronized void forget(ResourceID id) {
    cache.remove(id);
  }

  /** Whether somebody is there who could answer. */
  protected boolean serves(ResourceID id) {
    return true;
  }

  /** Whether an answer is worth a look now; else the one before stays until the next. */
  protected boolean matters(ResourceID id, R told) {
    return true;
  }

  @Override
  public void onResourceDeleted(P resource) {
    end(ResourceID.fromResource(resource));
  }

  private void next(ResourceID id, Target target, Duration pause) {
    try {
      Future<?> _ =
          times.schedule(
              () -> looking.execute(() -> look(id, target)), pause.toMillis(), MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Nobody is asked any more: the operator stops");
    }
  }

  private void look(ResourceID id, Target target) {
    boolean serving = false;
    try {
      serving = isRunning() && isMeant(id, target) && serves(id);
      if (serving) {
        places.acquire();
        try {
          tell(id, target, question.apply(target.address()));
        } finally {
          places.release();
        }
      }
    } catch (InterruptedException e) {
      return; // The operator stops.
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("resource", id).setCause(e).log("A pod cannot be asked");
    }
    if (isMeant(id, target)) {
      next(id, target, serving ? between : WAITING);
    }
  }

  private boolean isMeant(ResourceID id, Target target) {
    return target.equals(targets.get(id));
  }

  private void tell(ResourceID id, Target target, Optional<R> told) {
    if (isMeant(id, target) && (told.isEmpty() || matters(id, told.get()))) {
      handleResources(id, told.map(Set::of).orElse(Set.of()));
    }
  }

  @Override
  public void stop() {
    super.stop();
    times.shutdownNow();
    looking.shutdownNow();
  }
}
