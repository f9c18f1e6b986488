package io.tajo.stripe.receiver;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Lets one of many like log lines through now and then, so that strangers cannot fill the log. */
final class LogThrottle {
  private static final Duration EVERY = Duration.ofSeconds(30);

  private record Last(Instant at, long withheld) {}

  private final InstantSource clock;
  private final Map<Enum<?>, Last> last = new HashMap<>();

  LogThrottle(InstantSource clock) {
    this.clock = clock;
  }

  /** How many were withheld since the last one; empty where this one is to be withheld too. */
  synchronized OptionalLong permit(Enum<?> kind) {
    Instant now = clock.instant();
    Last before = last.getOrDefault(kind, new Last(Instant.MIN, 0));
    if (now.isBefore(before.at()) || !now.minus(EVERY).isBefore(before.at())) {
      last.put(kind, new Last(now, 0));
      return OptionalLong.of(before.withheld());
    }
    last.put(kind, new Last(before.at(), before.withheld() + 1));
    return OptionalLong.empty();
  }
}
