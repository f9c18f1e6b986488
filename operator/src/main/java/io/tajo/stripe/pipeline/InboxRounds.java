package io.tajo.stripe.pipeline;

import io.tajo.stripe.ledger.Inbox;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.LedgerException;
import io.tajo.stripe.ledger.StoredEvent;
import io.tajo.stripe.pipeline.events.EventWork;
import io.tajo.stripe.stripe.StripeFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works the inbox off, round by round. What passes is tried again, by cause: a service that is away
 * for hours, a mistake of ours a few times; after that, and where a permission is missing, an event
 * is kept as failed until somebody replays it.
 */
final class InboxRounds {
  private static final Logger LOG = LoggerFactory.getLogger(InboxRounds.class);
  private static final int MOST = 500;

  /** With pauses of up to ten minutes, most of a day. */
  private static final int MOST_OUTAGES = 120;

  private static final int MOST_MISTAKES = 5;
  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(10));

  private final Plan plan;
  private final Ledger ledger;
  private final EventWork work;
  private final InstantSource clock;
  private final Runnable guard;

  InboxRounds(Plan plan, Ledger ledger, EventWork work, InstantSource clock, Runnable guard) {
    this.plan = plan;
    this.ledger = ledger;
    this.work = work;
    this.clock = clock;
    this.guard = guard;
  }

  /**
   * One round; false where no event's turn has come.
   *
   * @throws StripeFailure where Stripe refuses every request; no event is counted as tried
   */
  boolean round() {
    List<StoredEvent> due = ledger.inbox().due(MOST);
    if (due.isEmpty()) {
      return false;
    }
    guard.run();
    EventWork.Outcome outcome = work.work(due, Setup.profiler(plan, ledger));
    StripeFailure fatal = null;
    for (StoredEvent event : due) {
      RuntimeException failure = outcome.failed().get(event.id());
      if (failure instanceof StripeFailure stripe && stripe.concernsWholeAccount()) {
        fatal = stripe;
      } else if (failure != null) {
        failed(event, failure);
      }
    }
    if (fatal != null) {
      throw fatal;
    }
    return true;
  }

  private void failed(StoredEvent event, RuntimeException failure) {
    Inbox inbox = ledger.inbox();
    String problem = Tellable.of(failure);
    int most =
        switch (failure) {
          case CancellationException stopped -> throw stopped;
          case LedgerException away when away.kind() != LedgerException.Kind.FAILED -> throw away;
          case StripeFailure.Unavailable _, StripeFailure.RateLimited _ -> MOST_OUTAGES;
          case StripeFailure _ -> 0;
          default -> MOST_MISTAKES;
        };
    if (event.attempts() < most) {
      inbox.postpone(event.id(), problem, clock.instant().plus(PAUSES.after(event.attempts())));
    } else {
      inbox.fail(event.id(), problem);
    }
    LOG.atWarn()
        .addKeyValue("event", event.id())
        .addKeyValue("type", event.type())
        .addKeyValue("attempt", event.attempts() + 1)
        .log(
            event.attempts() < most
                ? "An event could not be worked off and is tried again: {}"
                : "An event is given up; replay it once this is mended: {}",
            problem);
  }
}
