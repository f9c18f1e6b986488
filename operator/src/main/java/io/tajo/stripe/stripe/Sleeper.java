package io.tajo.stripe.stripe;

import java.time.Duration;

/** Waits; tests do not. */
@FunctionalInterface
interface Sleeper {
  void sleep(Duration pause) throws InterruptedException;
}
