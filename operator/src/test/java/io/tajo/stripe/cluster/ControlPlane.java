package io.tajo.stripe.cluster;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The loop that the stand-ins for controllers run in: one thread, woken by every change. */
final class ControlPlane implements AutoCloseable {
  /** A controller: brings what follows from an object in line with it. */
  interface Controller {
    /** Looks at one object, which may be gone. The store is held meanwhile. */
    void reconcile(ObjectKey key);
  }

  private final Hands hands;
  private final List<Controller> controllers;
  private final LinkedHashSet<ObjectKey> waiting = new LinkedHashSet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private boolean busy;

  ControlPlane(Hands hands, List<Controller> controllers) {
    this.hands = hands;
    this.controllers = List.copyOf(controllers);
    hands.store().listen(this::changed);
    thread = Thread.ofVirtual().name("control-plane").start(this::run);
  }

  private void changed(ApiStore.Change change) {
    wake(change.key());
    boolean deleted = change.after().isEmpty();
    if (!deleted && !change.key().qualified().equals("pods")) {
      return;
    }
    ObjectNode object = Json.read(change.json());
    if (deleted) {
      hands.store().dependentsOf(Json.meta(object, "uid")).forEach(this::wake);
      wake(ObjectKey.core("namespaces", "", change.key().namespace()));
    }
    for (ObjectNode owner : Json.objects(object.path("metadata").path("ownerReferences"))) {
      controllerOf(owner, change.key().namespace()).ifPresent(this::wake);
    }
  }

  private Optional<ObjectKey> controllerOf(ObjectNode owner, String namespace) {
    return hands
        .resources()
        .ofKind(owner.path("apiVersion").asText(), owner.path("kind").asText())
        .map(resource -> resource.key(namespace, owner.path("name").asText()));
  }

  /** Has an object looked at, since something about it is to be different now. */
  void wake(ObjectKey key) {
    lock.lock();
    try {
      waiting.add(key);
      more.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (true) {
        reconcile(next());
      }
    } catch (InterruptedException e) {
      // The cluster is closed.
      Thread.currentThread().interrupt();
    }
  }

  private ObjectKey next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      busy = false;
      while (waiting.isEmpty()) {
        more.await();
      }
      busy = true;
      return waiting.removeFirst();
    } finally {
      lock.unlock();
    }
  }

  private void reconcile(ObjectKey key) {
    synchronized (hands.store()) {
      for (Controller controller : controllers) {
        try {
          controller.reconcile(key);
        } catch (ApiError e) {
          if (!isTerminating(key.namespace())) {
            failures.add(new IllegalStateException("A stand-in failed at " + key, e));
          }
        } catch (RuntimeException e) {
          failures.add(new IllegalStateException("A stand-in failed at " + key, e));
        }
      }
    }
  }

  /**
   * Whether all in a namespace is going: nothing can be made there, which controllers put up with.
   */
  private boolean isTerminating(String namespace) {
    return hands
        .get(ObjectKey.core("namespaces", "", namespace))
        .filter(found -> found.path("metadata").has("deletionTimestamp"))
        .isPresent();
  }

  /** Waits until nothing is left to do. */
  void settle() {
    await("the controllers' end").atMost(Duration.ofSeconds(30)).until(this::isIdle);
    throwFailures();
  }

  private boolean isIdle() {
    lock.lock();
    try {
      return waiting.isEmpty() && !busy;
    } finally {
      lock.unlock();
    }
  }

  private void throwFailures() {
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  /** Ends the loop after what it is at; to be closed before the server that it tells things to. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(Duration.ofSeconds(30))) {
        throw new IllegalStateException("The stand-ins for controllers do not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throwFailures();
  }
}
