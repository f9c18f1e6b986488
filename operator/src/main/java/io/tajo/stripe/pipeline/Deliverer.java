package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.pipeline.events.EventWork;
import io.tajo.stripe.pipeline.metrics.ConnectorMetrics;
import io.tajo.stripe.stripe.Stripe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * What the one process does that may write to Brevo for a connector: works events off, makes
 * contacts anew, sends events. Its rounds can be started in the background, or taken one by one.
 */
final class Deliverer implements AutoCloseable {
  /** A burst is coalesced: contacts wait for events that are still to be worked off, so long. */
  private static final Duration COALESCED = Duration.ofSeconds(10);

  private static final int BACKLOG = 200;

  /** Another process may store events: nobody rings then. */
  private static final Duration IDLE = Duration.ofMillis(250);

  private static final Duration CLOCK = Duration.ofSeconds(15);

  /** For the last rounds; longer than most, and short enough for an orderly end after it. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration FINISHED_LOOK = Duration.ofMillis(200);
  private static final Duration FINISHING = Duration.ofMinutes(15);

  private final Ledger ledger;
  private final InstantSource clock;
  private final Runnable guard;
  private final Runnable countReads;
  private final InboxRounds inbox;
  private final ContactRounds contacts;
  private final OutboxRounds outbox;
  private final Settlement imports;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final ReentrantLock importing = new ReentrantLock();
  private final ReentrantLock inboxing = new ReentrantLock();
  private final ReentrantLock sending = new ReentrantLock();
  private final LiveSetup setup;
  private final Clearing clearing;

  /** Woken by what comes in. */
  private volatile List<Work> fed = List.of();

  /** Begun by time alone. */
  private volatile List<Work> timed = List.of();

  /**
   * A deliverer that does nothing yet.
   *
   * @param guard throws when this process may not write any longer
   * @param countReads adds what was read of Stripe to the budget
   */
  Deliverer(
      Plan plan,
      Stripe stripe,
      Brevo brevo,
      Ledger ledger,
      InstantSource clock,
      Settlement.Waiting waiting,
      Runnable guard,
      Runnable countReads,
      ConnectorMetrics metrics) {
    this.ledger = ledger;
    this.clock = clock;
    this.guard = guard;
    this.countReads = countReads;
    this.clearing = new Clearing(ledger, clock);
    this.setup = new LiveSetup(plan, brevo, ledger, clock);
    EventWork work =
        new EventWork(
            plan.events(ledger.facts().madeAt()),
            stripe,
            ledger,
            metrics.lag(),
            clock,
            setup::missed);
    this.inbox = new InboxRounds(plan, ledger, work, clock, guard);
    this.contacts = new ContactRounds(plan, brevo, ledger, clock, guard, turn, metrics);
    this.outbox = new OutboxRounds(brevo.events(), ledger, metrics.events(), clock, guard);
    this.imports =
        new Settlement(brevo, ledger, new Tally(metrics.contacts()), waiting, clock, true);
  }

  /** Held while contacts are being written: a run that writes many lets others between. */
  ReentrantLock turn() {
    return turn;
  }

  /** Held while imports are being settled: a run settles its own. */
  ReentrantLock importing() {
    return importing;
  }

  /** How contacts are made from now on. */
  void use(Setup fresh) {
    setup.use(fresh);
  }

  /** What is not synced any more is missed from now on. */
  void begin() {
    setup.begin();
  }

  /** Works in the background from now on. */
  void start() {
    begin();
    fed =
        List.of(
            new Work("inbox", IDLE, this::inbox),
            new Work("contacts", IDLE, this::contacts),
            new Work("outbox", IDLE, this::outbox));
    timed =
        List.of(
            new Work("imports", Duration.ofSeconds(1), this::imports),
            new Work("clock", CLOCK, this::clock));
    works().forEach(Work::start);
  }

  private List<Work> works() {
    return Stream.of(fed, timed).flatMap(List::stream).toList();
  }

  /** Something has come. */
  void wake() {
    fed.forEach(Work::wake);
  }

  boolean running() {
    return !fed.isEmpty();
  }

  /** Works off stored events; false where there are none. */
  boolean inbox() {
    boolean busy = alone(inboxing, inbox::round);
    if (busy) {
      wake();
    }
    return busy;
  }

  /** Makes marked contacts anew; false where there are none, or it is too early. */
  boolean contacts() {
    if (ledger.marks().count(1) == 0 || (running() && isFilling())) {
      return false;
    }
    Optional<Setup> ready = setup.now();
    boolean busy = ready.isPresent() && contacts.round(ready.get(), setup::forget);
    if (busy) {
      wake();
    }
    return busy;
  }

  /** Whether so many events wait that contacts would soon be made anew again. */
  private boolean isFilling() {
    return ledger.inbox().countDue(BACKLOG) >= BACKLOG
        && ledger
            .marks()
            .oldest()
            .filter(oldest -> oldest.isAfter(clock.instant().minus(COALESCED)))
            .isPresent();
  }

  /** Sends events; false where there are none. */
  boolean outbox() {
    return ledger.outbox().open(1) > 0 && setup.now().isPresent() && alone(sending, outbox::round);
  }

  /** A run drains what the background may be working on. */
  private static boolean alone(ReentrantLock lock, BooleanSupplier round) {
    lock.lock();
    try {
      return round.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for imports and looks at what became of them; false where none has ended. */
  boolean imports() {
    if (!importing.tryLock()) {
      return false;
    }
    try {
      int unfinished = ledger.imports().unfinished().size();
      if (unfinished == 0) {
        return false;
      }
      if (running()) {
        imports.look(_ -> wake());
      } else {
        imports.settle(_ -> {});
      }
      // One that does not end must not keep anybody busy.
      return ledger.imports().unfinished().size() < unfinished;
    } finally {
      importing.unlock();
    }
  }

  /** What comes with time. */
  boolean clock() {
    ledger.marks().addDue();
    ledger.objects().forgetDeleted();
    countReads.run();
    clearing.tidy();
    return false;
  }

  /**
   * Takes all rounds until there is nothing more to do now. What has to wait (for an import, a
   * service that is away) stays.
   */
  void drain() {
    clock();
    boolean busy = true;
    while (busy) {
      busy = inbox();
      busy |= contacts();
      busy |= outbox();
      busy |= !running() && imports();
    }
  }

  /** Works off what was marked on the way, where that is not done in the background. */
  void rest() {
    boolean busy = !running();
    while (busy) {
      busy = contacts();
    }
  }

  /**
   * Returns when what is stored by now is worked off and written, also where it is done in the
   * background: what comes meanwhile, and what has to wait, is not waited for.
   *
   * @return whether all contacts of it are written, or in imports that go on
   */
  boolean finish(Settlement.Waiting waiting) throws InterruptedException {
    if (!running()) {
      drain();
      return !ledger.marks().isLeft(clock.instant());
    }
    Instant now = clock.instant();
    Instant deadline = now.plus(FINISHING);
    if (!waited(() -> !ledger.inbox().isDue(now), deadline, waiting)) {
      return false;
    }
    Instant workedOff = clock.instant();
    long marked = ledger.marks().newest();
    return waited(() -> !ledger.marks().isDue(marked), deadline, waiting)
        && !ledger.marks().isLeft(workedOff);
  }

  private boolean waited(BooleanSupplier done, Instant deadline, Settlement.Waiting waiting)
      throws InterruptedException {
    while (!done.getAsBoolean()) {
      if (!clock.instant().isBefore(deadline)) {
        return false;
      }
      guard.run();
      wake();
      waiting.sleep(FINISHED_LOOK);
    }
    return true;
  }

  /** Throws when this process may not write any longer. */
  void requireLease() {
    guard.run();
  }

  /** Ends after the rounds that are going on. */
  @Override
  public void close() {
    List<Work> works = works();
    works.forEach(Work::stop);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    works.forEach(work -> work.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
    fed = List.of();
    timed = List.of();
  }
}
