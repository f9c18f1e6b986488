package io.tajo.stripe.controller;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.tajo.stripe.pipeline.Tellable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks services in the background, so that one that is slow holds up no reconciliation: one
 * question a resource at a time, a few at once in all, each for a bounded time. Thread-safe.
 *
 * @param <A> what is answered
 */
public final class Inquiries<A> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Inquiries.class);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<ResourceID, Asked> asked = new ConcurrentHashMap<>();
  private final Map<ResourceID, Answer<A>> answers = new ConcurrentHashMap<>();
  private final Semaphore places;
  private final Duration patience;
  private final Predicate<A> good;
  private final InstantSource clock;

  /** Held while a resource's question is asked: one that was given up may take a moment to end. */
  private final Map<ResourceID, Semaphore> turns = new ConcurrentHashMap<>();

  private volatile Consumer<ResourceID> listener = _ -> {};
  private volatile boolean closed;

  /**
   * Asks nothing yet.
   *
   * @param places questions at once
   * @param patience with one of them
   * @param good whether an answer is what was hoped for; others count as failures
   */
  public Inquiries(int places, Duration patience, Predicate<A> good, InstantSource clock) {
    this.places = new Semaphore(places, true);
    this.patience = patience;
    this.good = good;
    this.clock = clock;
  }

  private record Asked(Object question, Future<?> work) {}

  /**
   * What was answered last.
   *
   * @param question that it answers
   * @param value empty: there was no answer in time, or the question failed
   * @param failure why there is no value
   * @param known the value that there was last, to the same question
   * @param failures how many in a row were none, or not what was hoped for
   */
  public record Answer<A>(
      Object question,
      Optional<A> value,
      Optional<String> failure,
      Optional<A> known,
      Instant at,
      int failures) {}

  /** Told of each answer. */
  public void onAnswer(Consumer<ResourceID> told) {
    listener = told;
  }

  /** The last answer, to whatever question. */
  public Optional<Answer<A>> latest(ResourceID id) {
    return Optional.ofNullable(answers.get(id));
  }

  /** Asks, unless the same is being asked; another question of the resource is given up. */
  public void ask(ResourceID id, Object question, Callable<A> call) {
    if (closed) {
      return;
    }
    asked.compute(
        id,
        (_, before) -> {
          if (before != null && before.question().equals(question)) {
            return before;
          }
          if (before != null) {
            before.work().cancel(true);
          }
          return new Asked(question, threads.submit(() -> answer(id, question, call)));
        });
  }

  /** The resource is gone. */
  public void forget(ResourceID id) {
    Asked before = asked.remove(id);
    if (before != null) {
      before.work().cancel(true);
    }
    answers.remove(id);
    turns.remove(id);
  }

  private void answer(ResourceID id, Object question, Callable<A> call) {
    Optional<A> value = Optional.empty();
    Optional<String> failure = Optional.empty();
    try {
      places.acquire();
      try {
        value = Optional.of(inTime(id, call));
      } finally {
        places.release();
      }
    } catch (InterruptedException e) {
      return; // Another question took its place.
    } catch (Exception e) {
      failure = Optional.of(cause(e));
      LOG.atWarn()
          .addKeyValue("resource", id)
          .log("There was no answer, and it is asked again: {}", failure.get());
      LOG.atDebug().setCause(e).log("Where it failed");
    }
    if (keep(id, question, value, failure)) {
      listener.accept(id);
    }
  }

  private String cause(Exception failure) {
    return switch (failure) {
      case TimeoutException _ ->
          "There was no complete answer within " + patience.toSeconds() + " s.";
      case ExecutionException e when e.getCause() instanceof RuntimeException told ->
          Tellable.of(told);
      case ExecutionException e when e.getCause() instanceof IOException told ->
          String.valueOf(told.getMessage());
      case ExecutionException e when e.getCause() != null ->
          e.getCause().getClass().getSimpleName();
      default -> failure.getClass().getSimpleName();
    };
  }

  /** Unless nobody wants to know any more: another question took its place, or it is forgotten. */
  private boolean keep(
      ResourceID id, Object question, Optional<A> value, Optional<String> failure) {
    AtomicBoolean kept = new AtomicBoolean();
    asked.computeIfPresent(
        id,
        (_, now) -> {
          if (!now.question().equals(question)) {
            return now;
          }
          int before = latest(id).map(Answer::failures).orElse(0);
          int failures = value.filter(good).isPresent() ? 0 : before + 1;
          Optional<A> known =
              value.or(() ->
                  latest(id)
                      .filter(answer -> answer.question().equals(question))
                      .flatMap(Answer::known));
          answers.put(id, new Answer<>(question, value, failure, known, clock.instant(), failures));
          kept.set(true);
          return null;
        });
    return kept.get();
  }

  private A inTime(ResourceID id, Callable<A> call) throws Exception {
    Semaphore turn = turns.computeIfAbsent(id, _ -> new Semaphore(1));
    Future<A> work =
        threads.submit(() -> {
          turn.acquire();
          try {
            return call.call();
          } finally {
            turn.release();
          }
        });
    try {
      return work.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      work.cancel(true);
    }
  }

  /**
   * Asks nothing more, and waits for what is being asked: what is half done in Stripe has to be
   * cleared up by somebody.
   *
   * @param patience after which it is broken off
   */
  public void close(Duration patience) {
    closed = true;
    asked.clear(); // Nobody is there to be told.
    threads.shutdown();
    try {
      if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }
}
