package io.tajo.stripe.stripe;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Whose request goes next: first come, first served, as fast as the account and its endpoint allow;
 * one that its endpoint holds back lets others pass. Pure and not thread-safe; times are
 * nanoseconds of one clock.
 */
final class Turns {
  /** A place in the queue of an endpoint. */
  static final class Ticket {
    private final Lane lane;
    private final long number;

    private Ticket(Lane lane, long number) {
      this.lane = lane;
      this.number = number;
    }
  }

  private static final class Lane {
    private final Queue<Ticket> queue = new ArrayDeque<>();
    private final Pace pace;

    private Lane(Pace pace) {
      this.pace = pace;
    }
  }

  /** For a ticket that others come before; they say when they are through. */
  private static final long SOON = 1_000_000;

  private final Pace account;
  private final double perEndpoint;
  private final Map<String, Lane> lanes = new HashMap<>();
  private long tickets;

  /** Limits in requests a second. */
  Turns(double perAccount, double perEndpoint) {
    this.account = new Pace(perAccount);
    this.perEndpoint = perEndpoint;
  }

  Ticket join(String endpoint) {
    Lane lane = lane(endpoint);
    Ticket ticket = new Ticket(lane, tickets++);
    lane.queue.add(ticket);
    return ticket;
  }

  void leave(Ticket ticket) {
    ticket.lane.queue.remove(ticket);
  }

  /** 0: the turn was the ticket's and is taken; else the nanoseconds after which to ask again. */
  long take(Ticket ticket, long now) {
    Lane lane = ticket.lane;
    long wait = Math.max(account.ready(), lane.pace.ready()) - now;
    if (wait > 0) {
      return wait;
    }
    if (lane.queue.peek() != ticket || anotherIsDue(ticket, now)) {
      return SOON;
    }
    lane.queue.remove();
    lane.pace.taken(now);
    account.taken(now);
    return 0;
  }

  /** A request of an endpoint was refused for the rate of it, or of the whole account. */
  void refused(String endpoint, boolean wholeAccount, long sent, long now) {
    (wholeAccount ? account : lane(endpoint).pace).refused(sent, now);
  }

  /** Requests a second that an endpoint can have now, if it has such a part of the account's. */
  double share(String endpoint, double part) {
    return Math.min(lane(endpoint).pace.rate(), account.rate() * part);
  }

  private Lane lane(String endpoint) {
    return lanes.computeIfAbsent(endpoint, key -> new Lane(new Pace(perEndpoint)));
  }

  private boolean anotherIsDue(Ticket mine, long now) {
    for (Lane lane : lanes.values()) {
      @Nullable Ticket first = lane.queue.peek();
      if (first != null && first.number < mine.number && lane.pace.ready() <= now) {
        return true;
      }
    }
    return false;
  }
}
