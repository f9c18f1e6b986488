package io.tajo.stripe.brevo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A clock that stands still but for those who sleep by it. */
final class FakeTime implements InstantSource, Sleeper {
  static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private final List<Duration> naps = new ArrayList<>();
  private Instant now = START;

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration time) {
    naps.add(time);
    now = now.plus(time);
  }

  synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  synchronized List<Duration> naps() {
    return List.copyOf(naps);
  }

  synchronized Duration sinceStart() {
    return Duration.between(START, now);
  }
}
