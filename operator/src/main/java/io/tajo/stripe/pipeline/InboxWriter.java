package io.tajo.stripe.pipeline;

import io.tajo.stripe.ledger.Inbox;
import io.tajo.stripe.ledger.LedgerException;
import io.tajo.stripe.ledger.NewEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Stores events for many callers at once: whoever comes while a commit is under way goes with the
 * next one, so that a disk that takes a while for each takes no longer for hundreds.
 */
final class InboxWriter {
  private static final int MOST = 500;

  private static final class Entry {
    private final NewEvent event;
    private volatile boolean done;
    private volatile boolean fresh;
    private volatile @Nullable RuntimeException failure;

    private Entry(NewEvent event) {
      this.event = event;
    }

    void stored(boolean isFresh) {
      fresh = isFresh;
      done = true;
    }

    void failed(RuntimeException why) {
      failure = why;
      done = true;
    }

    boolean result() {
      RuntimeException why = failure;
      if (why != null) {
        throw why;
      }
      return fresh;
    }
  }

  private final Inbox inbox;
  private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writing = new ReentrantLock();

  InboxWriter(Inbox inbox) {
    this.inbox = inbox;
  }

  /** Stores an event; returns once it is on the disk, and whether it was not there before. */
  boolean store(NewEvent event) {
    Entry mine = new Entry(event);
    waiting.add(mine);
    while (!mine.done) {
      writing.lock();
      try {
        if (!mine.done) {
          write();
        }
      } finally {
        writing.unlock();
      }
    }
    return mine.result();
  }

  private void write() {
    List<Entry> batch = new ArrayList<>();
    while (batch.size() < MOST && waiting.peek() != null) {
      batch.add(waiting.remove());
    }
    try {
      write(batch);
    } catch (LedgerException e) {
      if (e.kind() != LedgerException.Kind.FAILED || batch.size() == 1) {
        batch.forEach(entry -> entry.failed(e));
      } else {
        batch.forEach(this::alone); // One that cannot be stored must not keep the others out.
      }
    } catch (RuntimeException e) {
      batch.forEach(entry -> entry.failed(e));
    }
  }

  private void alone(Entry entry) {
    try {
      write(List.of(entry));
    } catch (RuntimeException e) {
      entry.failed(e);
    }
  }

  private void write(List<Entry> batch) {
    Set<String> fresh = inbox.store(batch.stream().map(entry -> entry.event).toList());
    for (Entry entry : batch) {
      // Of two with one id in a batch the first was stored.
      entry.stored(fresh.remove(entry.event.id()));
    }
  }
}
