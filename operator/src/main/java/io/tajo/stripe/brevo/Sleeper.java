package io.tajo.stripe.brevo;

import java.time.Duration;

/** How the client waits: {@code Thread::sleep}, or a test's clock. */
@FunctionalInterface
interface Sleeper {
  void sleep(Duration time) throws InterruptedException;
}
