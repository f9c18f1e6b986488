package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.BrevoFailure;
import io.tajo.stripe.brevo.ContactEvent;
import io.tajo.stripe.brevo.Events;
import io.tajo.stripe.brevo.EventsResult;
import io.tajo.stripe.brevo.SentEvent;
import io.tajo.stripe.brevo.SentEvents;
import io.tajo.stripe.ledger.Ledger;
import io.tajo.stripe.ledger.Outbox;
import io.tajo.stripe.ledger.Outgoing;
import io.tajo.stripe.pipeline.metrics.EventMetrics;
import io.tajo.stripe.pipeline.reading.Parallel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to Brevo, round by round: a handful by calls of their own, many in batches, a
 * contact's in their order. What may or may not have arrived is looked up a minute later, once.
 */
final class OutboxRounds {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRounds.class);
  private static final int MOST = 1_000;

  /** Up to so many events, single calls are as good as a batch, which may be one of few an hour. */
  private static final int FEW = 20;

  /** Single calls that are under way together, and in doubt together if the process is killed. */
  private static final int WIDTH = 8;

  private static final Duration DOUBT = Duration.ofMinutes(1);

  private final Events brevo;
  private final Outbox outbox;
  private final EventMetrics metrics;
  private final InstantSource clock;
  private final Runnable guard;

  OutboxRounds(
      Events brevo, Ledger ledger, EventMetrics metrics, InstantSource clock, Runnable guard) {
    this.brevo = brevo;
    this.outbox = ledger.outbox();
    this.metrics = metrics;
    this.clock = clock;
    this.guard = guard;
  }

  /** One round; false where no event's turn has come. */
  boolean round() {
    boolean settled = settleDoubts();
    List<Outbox.Ready> ready = outbox.ready(MOST);
    if (ready.isEmpty()) {
      return settled;
    }
    guard.run();
    List<Outbox.Ready> sendable = new ArrayList<>();
    List<Outbox.Ready> missing = new ArrayList<>();
    for (Outbox.Ready event : ready) {
      if (event.contactRejected()) {
        drop(event.key(), Outbox.Reason.CONTACT_REJECTED);
      } else if (!event.contactWritten() && event.mayComeYet()) {
        missing.add(event);
      } else if (!event.contactWritten() || event.address() == null) {
        drop(event.key(), Outbox.Reason.NO_CONTACT);
      } else if (isTakable(event)) {
        sendable.add(event);
      }
    }
    if (!missing.isEmpty()) {
      outbox.askFor(missing);
    }
    if (sendable.size() > FEW && brevo.batchIsFree()) {
      batches(sendable);
    } else {
      singles(sendable);
    }
    return true;
  }

  /** What Brevo never takes (a name that is too long) must not hold back everything else. */
  private boolean isTakable(Outbox.Ready event) {
    try {
      contactEvent(event);
      return true;
    } catch (IllegalArgumentException e) {
      refused(event.key(), String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void batches(List<Outbox.Ready> events) {
    List<Outbox.Ready> left = events;
    for (List<ContactEvent> batch :
        Events.cut(events.stream().map(OutboxRounds::contactEvent).toList())) {
      if (!brevo.batchIsFree()) {
        break;
      }
      guard.run();
      if (!batch(batch, left.subList(0, batch.size()))) {
        break; // What follows may be the same contacts' and waits for what is found.
      }
      left = left.subList(batch.size(), left.size());
    }
  }

  /** False where it is in doubt. */
  private boolean batch(List<ContactEvent> batch, List<Outbox.Ready> events) {
    List<Outgoing.Key> keys = events.stream().map(Outbox.Ready::key).toList();
    Set<Outgoing.Key> claimed = outbox.sending(keys);
    if (claimed.size() < keys.size()) {
      outbox.again(claimed);
      return false; // Another process is at them: what is left is looked at anew.
    }
    try {
      switch (brevo.sendAll(batch)) {
        case EventsResult.Accepted() -> sent(keys);
        case EventsResult.Partly(var errors) -> {
          List<Outgoing.Key> sent = new ArrayList<>(keys);
          errors.forEach((index, reason) -> {
            Outgoing.Key refused = keys.get(index);
            sent.remove(refused);
            refused(refused, reason);
          });
          sent(sent);
        }
        case EventsResult.Refused(BrevoFailure why) -> {
          LOG.atWarn().log("Brevo refuses a batch of events; they go one by one: {}", why.reason());
          outbox.again(keys);
          singles(events);
        }
      }
      return true;
    } catch (BrevoFailure.InDoubt e) {
      inDoubt(e, keys.size());
      return false;
    } catch (BrevoFailure e) {
      outbox.again(keys);
      throw e;
    }
  }

  /** The contacts' events side by side, each contact's one after another. */
  private void singles(List<Outbox.Ready> events) {
    Map<String, List<Outbox.Ready>> byContact =
        events.stream()
            .collect(
                Collectors.groupingBy(
                    event -> String.valueOf(event.address()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    new Parallel(WIDTH).each(new ArrayList<>(byContact.values()), this::oneByOne);
  }

  private void oneByOne(List<Outbox.Ready> events) {
    for (Outbox.Ready event : events) {
      guard.run();
      List<Outgoing.Key> key = List.of(event.key());
      if (outbox.sending(key).isEmpty()) {
        return; // Another process is at them.
      }
      try {
        brevo.send(contactEvent(event));
        sent(key);
      } catch (BrevoFailure.InDoubt e) {
        inDoubt(e, 1);
        return; // The contact's later events wait for what is found.
      } catch (BrevoFailure.Invalid | BrevoFailure.TooLarge | BrevoFailure.NotFound e) {
        refused(event.key(), e.reason());
      } catch (BrevoFailure e) {
        outbox.again(key);
        throw e;
      }
    }
  }

  private void refused(Outgoing.Key key, String reason) {
    LOG.atWarn()
        .addKeyValue("event", key.event())
        .addKeyValue("name", key.name())
        .log("Brevo refuses an event: {}", reason);
    drop(key, Outbox.Reason.REFUSED);
  }

  private void drop(Outgoing.Key key, Outbox.Reason reason) {
    outbox.dropped(List.of(key), reason);
    metrics.notSent(reason);
  }

  private void sent(List<Outgoing.Key> keys) {
    outbox.sent(keys);
    metrics.sent(keys.size());
  }

  private static void inDoubt(BrevoFailure.InDoubt e, int events) {
    LOG.atWarn()
        .addKeyValue("events", events)
        .log("Brevo's answer was lost; it is looked up in a minute: {}", e.getMessage());
  }

  private static ContactEvent contactEvent(Outbox.Ready event) {
    return new ContactEvent(
        event.key().name(), event.created(), String.valueOf(event.address()), event.properties());
  }

  /**
   * One look for all that have been in doubt for a minute; those that it does not show go again.
   */
  private boolean settleDoubts() {
    List<Outbox.InDoubt> doubts = outbox.inDoubt(clock.instant().minus(DOUBT));
    if (doubts.isEmpty() || !brevo.lookIsFree()) {
      return false;
    }
    guard.run();
    Set<Outgoing.Key> arrived = arrived(doubts);
    List<Outgoing.Key> sent = new ArrayList<>();
    List<Outgoing.Key> again = new ArrayList<>();
    doubts.forEach(doubt -> (arrived.contains(doubt.key()) ? sent : again).add(doubt.key()));
    sent(sent);
    outbox.again(again);
    LOG.atInfo()
        .addKeyValue("arrived", sent.size())
        .addKeyValue("again", again.size())
        .log("Looked up events whose answer was lost");
    return true;
  }

  private Set<Outgoing.Key> arrived(List<Outbox.InDoubt> doubts) {
    Comparator<Instant> order = Comparator.naturalOrder();
    Instant from = doubts.stream().map(Outbox.InDoubt::created).min(order).orElseThrow();
    Instant to = doubts.stream().map(Outbox.InDoubt::created).max(order).orElseThrow();
    Set<String> names =
        doubts.stream().map(doubt -> doubt.key().name()).collect(Collectors.toSet());
    Set<Outgoing.Key> arrived = new HashSet<>();
    try {
      long offset = 0;
      SentEvents found;
      do {
        found = brevo.sentEvents(from, to, names, Events.MAX_PAGE, offset);
        for (SentEvent event : found.events()) {
          event.stripeEventId().ifPresent(id -> arrived.add(new Outgoing.Key(id, event.name())));
        }
        offset += found.events().size();
      } while (!found.events().isEmpty() && offset < found.count());
    } catch (BrevoFailure.InvalidCredentials | BrevoFailure.UnknownAddress e) {
      throw e; // Nothing could be sent again either.
    } catch (BrevoFailure e) {
      LOG.atWarn().log("Brevo does not tell which events it has: {}", e.getMessage());
    }
    return arrived;
  }
}
