package io.tajo.stripe.controller;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes on by itself, and that a test can set forward. */
final class MovableClock implements InstantSource {
  private final InstantSource base;
  private volatile Duration ahead = Duration.ZERO;

  MovableClock(InstantSource base) {
    this.base = base;
  }

  void advance(Duration time) {
    ahead = ahead.plus(time);
  }

  @Override
  public Instant instant() {
    return base.instant().plus(ahead);
  }
}
