package io.tajo.stripe.pipeline;

import io.tajo.stripe.ledger.Inbox;
import io.tajo.stripe.ledger.LedgerException;
import io.tajo.stripe.ledger.NewEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stores events for many callers at once: whoever comes while a commit is under way goes with the
 * next one, so that a disk that takes a while for each takes no longer for hundreds.
 */
final class InboxWriter {
  private static final int MOST = 500;

  private static final class Entry {
    private final NewEvent event;
    private final CompletableFuture<Boolean> fresh = new CompletableFuture<>();

    private Entry(NewEvent event) {
      this.event = event;
    }
  }

  private final Inbox inbox;
  private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean writing = new AtomicBoolean();

  InboxWriter(Inbox inbox) {
    this.inbox = inbox;
  }

  /** Stores an event; returns once it is on the disk, and whether it was not there before. */
  boolean store(NewEvent event) {
    Entry entry = new Entry(event);
    waiting.add(entry);
    if (writing.compareAndSet(false, true)) {
      // A thread of its own: whoever wrote for others would answer after them, and they after it.
      Thread.ofVirtual().name("inbox writer").start(this::writeAll);
    }
    try {
      return entry.fresh.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void writeAll() {
    do {
      try {
        for (List<Entry> batch = next(); !batch.isEmpty(); batch = next()) {
          store(batch);
        }
      } finally {
        writing.set(false);
      }
    } while (!waiting.isEmpty() && writing.compareAndSet(false, true));
  }

  private List<Entry> next() {
    List<Entry> batch = new ArrayList<>();
    for (Entry entry = waiting.poll(); entry != null; entry = waiting.poll()) {
      batch.add(entry);
      if (batch.size() == MOST) {
        break;
      }
    }
    return batch;
  }

  private void store(List<Entry> batch) {
    try {
      write(batch);
    } catch (LedgerException e) {
      if (e.kind() != LedgerException.Kind.FAILED || batch.size() == 1) {
        failed(batch, e);
      } else {
        batch.forEach(this::alone); // One that cannot be stored must not keep the others out.
      }
    } catch (RuntimeException | Error e) {
      failed(batch, e);
    }
  }

  private static void failed(List<Entry> batch, Throwable why) {
    batch.forEach(entry -> entry.fresh.completeExceptionally(why));
  }

  private void alone(Entry entry) {
    try {
      write(List.of(entry));
    } catch (RuntimeException | Error e) {
      failed(List.of(entry), e);
    }
  }

  private void write(List<Entry> batch) {
    Set<String> fresh = inbox.store(batch.stream().map(entry -> entry.event).toList());
    for (Entry entry : batch) {
      // Of two with one id in a batch the first was stored.
      entry.fresh.complete(fresh.remove(entry.event.id()));
    }
  }
}
