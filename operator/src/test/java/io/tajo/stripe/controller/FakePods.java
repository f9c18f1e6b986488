package io.tajo.stripe.controller;

import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.SyncReport;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What pods would tell, if they ran. */
final class FakePods implements PodStatuses {
  final Map<String, StripeConnectorStatus> receivers = new ConcurrentHashMap<>();
  final Set<String> asked = ConcurrentHashMap.newKeySet();
  volatile Optional<SyncReport> run = Optional.empty();

  /** Runs' pods do not answer before. */
  volatile CountDownLatch holding = new CountDownLatch(0);

  /** How many questions have been held. */
  final AtomicInteger held = new AtomicInteger();

  @Override
  public Optional<StripeConnectorStatus> receiver(String host) {
    return Optional.ofNullable(receivers.get(host));
  }

  @Override
  public Optional<SyncReport> sync(String address) {
    asked.add(address);
    CountDownLatch until = holding;
    if (until.getCount() > 0) {
      held.incrementAndGet();
      try {
        until.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return run;
  }
}
