package io.tajo.stripe.pipeline;

import io.tajo.stripe.ledger.Facts;
import io.tajo.stripe.ledger.Lease;
import io.tajo.stripe.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How a run gets the right to write from a process that works events off: it says that it wants it,
 * again and again, and the holder gives it up at its next look.
 */
final class Turnover {
  private static final String WANTED = "lease.wanted_until";

  /** Whoever wants the lease and has died is forgotten after this. */
  private static final Duration GOOD_FOR = Duration.ofSeconds(15);

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Ledger ledger;
  private final Facts facts;
  private final InstantSource clock;
  private final Settlement.Waiting waiting;

  Turnover(Ledger ledger, InstantSource clock, Settlement.Waiting waiting) {
    this.ledger = ledger;
    this.facts = ledger.facts();
    this.clock = clock;
    this.waiting = waiting;
  }

  /** A lease, and whether another process had it before. */
  record Taken(Lease lease, boolean over) {}

  /** Whether a run wants the lease now. */
  boolean isWanted() {
    return facts.get(WANTED).map(Instant::parse).filter(clock.instant()::isBefore).isPresent();
  }

  /** Only one run at a time: a killed one's connection may outlive it by moments. */
  Lease takeRun() throws InterruptedException {
    Instant deadline = clock.instant().plus(PATIENCE.dividedBy(4));
    Optional<Lease> lease = ledger.tryRun();
    while (lease.isEmpty()) {
      if (!clock.instant().isBefore(deadline)) {
        throw new IllegalStateException(
            "another process is writing this connector's contacts: wait until it has ended, or stop"
                + " it");
      }
      waiting.sleep(PAUSE);
      lease = ledger.tryRun();
    }
    return lease.get();
  }

  /** Takes the right to write from whoever has it. */
  Taken take() throws InterruptedException {
    Optional<Lease> lease = ledger.tryDeliver();
    if (lease.isPresent()) {
      return new Taken(lease.get(), false);
    }
    Instant deadline = clock.instant().plus(PATIENCE);
    try {
      while (clock.instant().isBefore(deadline)) {
        facts.put(WANTED, clock.instant().plus(GOOD_FOR).toString());
        waiting.sleep(PAUSE);
        lease = ledger.tryDeliver();
        if (lease.isPresent()) {
          return new Taken(lease.get(), true);
        }
      }
    } finally {
      facts.remove(WANTED);
    }
    throw new IllegalStateException(
        "another process writes this connector's contacts and does not give that up: stop it, or"
            + " wait until it has ended");
  }
}
