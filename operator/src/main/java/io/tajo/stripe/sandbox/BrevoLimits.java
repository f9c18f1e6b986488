package io.tajo.stripe.sandbox;

import com.sun.net.httpserver.Headers;
import io.tajo.stripe.sandbox.BrevoOptions.Plan;
import java.time.Duration;
import java.util.List;

/** The rate limits of an account, in windows of the clock's seconds and hours. */
final class BrevoLimits {
  private final boolean unlimited;
  private final boolean milliseconds;
  private final boolean eventBatchesAreEvents;
  private final List<Window> contacts;
  private final List<Window> events;
  private final List<Window> others;

  private static final class Window {
    final int limit;
    final long millis;
    long current = Long.MIN_VALUE;
    int used;

    Window(int limit, Duration length) {
      this.limit = limit;
      this.millis = length.toMillis();
    }

    void advance(long now) {
      if (Math.floorDiv(now, millis) != current) {
        current = Math.floorDiv(now, millis);
        used = 0;
      }
    }

    long untilReset(long now) {
      return millis - Math.floorMod(now, millis);
    }
  }

  BrevoLimits(BrevoOptions options) {
    Plan plan = options.plan();
    unlimited = plan == Plan.UNLIMITED;
    milliseconds = options.has(BrevoQuirk.RESET_IN_MILLISECONDS);
    eventBatchesAreEvents = options.has(BrevoQuirk.EVENT_BATCHES_ARE_EVENTS);
    contacts = family(plan);
    events = family(plan);
    others = List.of(new Window(plan.othersPerHour, Duration.ofHours(1)));
  }

  private static List<Window> family(Plan plan) {
    return List.of(
        new Window(plan.perSecond, Duration.ofSeconds(1)),
        new Window(plan.perHour, Duration.ofHours(1)));
  }

  /** Counts a call, says in headers what is left, and refuses it with 429 where nothing is. */
  void take(BrevoCall call, Headers headers) {
    if (unlimited) {
      return;
    }
    long now = call.now().toEpochMilli();
    List<Window> windows = windows(call);
    windows.forEach(window -> window.advance(now));
    Window tightest =
        windows.stream()
            .filter(window -> window.used >= window.limit)
            .reduce((first, last) -> last)
            .orElseGet(windows::getFirst);
    boolean refused = tightest.used >= tightest.limit;
    if (!refused) {
      windows.forEach(window -> window.used++);
    }
    headers.set("x-sib-ratelimit-limit", Integer.toString(tightest.limit));
    headers.set("x-sib-ratelimit-remaining", Integer.toString(tightest.limit - tightest.used));
    long reset = tightest.untilReset(now);
    headers.set(
        "x-sib-ratelimit-reset", Long.toString(milliseconds ? reset : Math.ceilDiv(reset, 1000)));
    if (refused) {
      throw new BrevoRefusal(429, "too_many_requests", "Rate limit exceeded");
    }
  }

  private List<Window> windows(BrevoCall call) {
    boolean post = call.method().equals("POST");
    if (call.segment(1).equals("contacts")) {
      return contacts;
    }
    boolean event = call.segment(1).equals("events") && post;
    return event && (call.path().size() == 2 || eventBatchesAreEvents) ? events : others;
  }
}
