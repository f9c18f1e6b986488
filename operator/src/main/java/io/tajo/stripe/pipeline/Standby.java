package io.tajo.stripe.pipeline;

import io.tajo.stripe.ledger.Lease;
import io.tajo.stripe.ledger.Ledger;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works a connector's events off for as long as it is open, whenever no other process does: of all
 * that are open, one has the lease. It gives the lease to a run that asks for it, and takes over
 * within seconds where the holder is gone.
 */
final class Standby implements Live {
  private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int LOOKS_A_QUESTION = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Ledger ledger;
  private final Turnover turnover;
  private final Function<Lease, Deliverer> deliverers;
  private final Thread thread;
  private final Bell bell = new Bell();
  private volatile boolean stopping;
  private volatile @Nullable Deliverer deliverer;

  /**
   * Starts at once.
   *
   * @param deliverers made for the time of each lease
   */
  Standby(Ledger ledger, Turnover turnover, Function<Lease, Deliverer> deliverers) {
    this.ledger = ledger;
    this.turnover = turnover;
    this.deliverers = deliverers;
    this.thread = Thread.ofVirtual().name("live").start(this::live);
  }

  /** An event has been stored. */
  void wake() {
    Deliverer working = deliverer;
    if (working != null) {
      working.wake();
    }
  }

  /** Who writes for the connector, if it is this process. */
  Optional<Deliverer> deliverer() {
    return Optional.ofNullable(deliverer);
  }

  private void live() {
    while (!stopping) {
      try {
        Optional<Lease> lease = turnover.isWanted() ? Optional.empty() : ledger.tryDeliver();
        if (lease.isPresent()) {
          hold(lease.get());
        } else {
          bell.await(LOOK);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        // Whatever it is: nobody else would begin this again.
        LOG.atWarn().log("Events cannot be worked off now; it is tried again: {}", Tellable.of(e));
        if (!paused()) {
          return;
        }
      }
    }
  }

  private boolean paused() {
    try {
      bell.await(Duration.ofSeconds(2));
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void hold(Lease lease) throws InterruptedException {
    LOG.atInfo().log("This process now works events off");
    try (lease;
        Deliverer working = deliverers.apply(lease)) {
      working.start();
      deliverer = working;
      try {
        for (int look = 1; !stopping; look++) {
          bell.await(LOOK);
          if (turnover.isWanted() || (look % LOOKS_A_QUESTION == 0 && !lease.isHeld())) {
            break;
          }
        }
      } finally {
        deliverer = null;
      }
    }
    LOG.atInfo().log("This process no longer works events off");
  }

  @Override
  public void await() throws InterruptedException {
    thread.join();
  }

  /** Ends after what is under way; what is left is for whoever comes next. */
  @Override
  public void close() {
    stopping = true;
    bell.ring();
    try {
      if (!thread.join(PATIENCE)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
