package io.tajo.stripe.cluster;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.core.ConditionTimeoutException;

/** What was asked of the API server by the client under test, in that order. */
public final class Requests {
  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "delete", "deletecollection");
  private static final Duration POLL = Duration.ofMillis(50);

  /**
   * One request.
   *
   * @param verb as RBAC names it: get, list, watch, create, update, patch, delete, deletecollection
   * @param key what it was about; no name where it was about a collection
   * @param subresource `status`, say; empty for the object itself
   * @param code the answer's HTTP status; 0 where the connection was lost
   */
  public record Request(String verb, ObjectKey key, String subresource, int code) {
    /** Whether it could change something. Leases, which a leader renews all the time, are none. */
    public boolean isWrite() {
      return WRITES.contains(verb) && !key.resource().equals("leases");
    }
  }

  /** What a role has to grant for one request, or part of one. */
  public record Use(String group, String resource, String subresource, String verb)
      implements Comparable<Use> {
    @Override
    public int compareTo(Use other) {
      return toString().compareTo(other.toString());
    }

    /** As a rule has it: `patch stripesyncs/status.connectors.tajo.io`. */
    @Override
    public String toString() {
      String of = subresource.isEmpty() ? resource : resource + "/" + subresource;
      return verb + " " + of + (group.isEmpty() ? "" : "." + group);
    }
  }

  private final List<Request> seen = new ArrayList<>();
  private final Set<Use> used = new TreeSet<>();
  private long lastWrite = System.nanoTime();
  private int awaited;
  private Runnable whenWritten = () -> {};

  void add(Request request) {
    if (isAwaited(request)) {
      whenWritten.run();
    }
  }

  private synchronized boolean isAwaited(Request request) {
    seen.add(request);
    if (request.isWrite()) {
      lastWrite = System.nanoTime();
      return awaited > 0 && --awaited == 0;
    }
    return false;
  }

  /**
   * Does something once so many more writes have been done, before the last one is answered.
   *
   * @param action not for long: the server stands still meanwhile
   */
  public synchronized void afterWrites(int writes, Runnable action) {
    awaited = writes;
    whenWritten = action;
  }

  synchronized void addUse(Use use) {
    used.add(use);
  }

  /** How many there have been: where {@link #since} goes on from. */
  public synchronized int mark() {
    return seen.size();
  }

  /** The requests after a mark. */
  public synchronized List<Request> since(int mark) {
    return List.copyOf(seen.subList(mark, seen.size()));
  }

  /** All of them. */
  public List<Request> all() {
    return since(0);
  }

  /** The writes after a mark. */
  public List<Request> writesSince(int mark) {
    return since(mark).stream().filter(Request::isWrite).toList();
  }

  /** Every right that was made use of, refused requests included. */
  public synchronized Set<Use> used() {
    return new TreeSet<>(used);
  }

  private synchronized Duration sinceLastWrite() {
    return Duration.ofNanos(System.nanoTime() - lastWrite);
  }

  /** Waits until nothing has been written for that long. */
  public void awaitQuiet(Duration quiet, Duration atMost) {
    await("no writes for " + quiet)
        .pollInterval(POLL)
        .atMost(atMost)
        .until(() -> sinceLastWrite().compareTo(quiet) > 0);
  }

  /** Fails as soon as anything is written within that time. */
  public void assertNoWrites(Duration time) {
    int mark = mark();
    try {
      await().pollInterval(POLL).atMost(time).until(() -> !writesSince(mark).isEmpty());
    } catch (ConditionTimeoutException e) {
      return;
    }
    throw new AssertionError("Written while idle: " + writesSince(mark));
  }
}
