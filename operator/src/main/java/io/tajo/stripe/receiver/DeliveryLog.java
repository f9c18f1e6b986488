package io.tajo.stripe.receiver;

import io.tajo.stripe.pipeline.Receipt;
import java.time.Duration;
import java.time.InstantSource;

/** Where each delivery that bears a right signature is noted. */
@FunctionalInterface
public interface DeliveryLog {
  /**
   * Notes a delivery.
   *
   * @param status of the answer, HTTP's
   * @param took from the headers to the answer
   * @param body as it was sent; it holds personal data
   */
  void delivered(Receipt receipt, int status, Duration took, byte[] body);

  /** Notes nothing. */
  static DeliveryLog none() {
    return (receipt, status, took, body) -> {};
  }

  /** Writes a line a delivery to the process's log, and at its most verbose the masked payload. */
  static DeliveryLog lines(InstantSource clock) {
    return new DeliveryLines(clock);
  }
}
