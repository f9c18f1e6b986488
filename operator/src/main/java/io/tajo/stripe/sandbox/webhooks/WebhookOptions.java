package io.tajo.stripe.sandbox.webhooks;

import java.time.Duration;

/**
 * How webhooks are delivered.
 *
 * @param timeout how long an endpoint may take to answer
 * @param retries how many attempts follow one that failed
 * @param pause before the first of them; each following one is four times as long. Stripe's are
 *     minutes, then hours
 * @param inFlight how many attempts there are at the same time at most, from 1
 */
public record WebhookOptions(
    Duration timeout, int retries, Duration pause, int inFlight, RoughDelivery rough) {
  /** Patient as Stripe is in test mode: three retries over hours. */
  public static final WebhookOptions STRIPE =
      new WebhookOptions(Duration.ofSeconds(10), 3, Duration.ofMinutes(5), 64, RoughDelivery.NONE);

  public WebhookOptions {
    if (retries < 0 || inFlight < 1 || pause.isNegative() || !timeout.isPositive()) {
      throw new IllegalArgumentException(
          "webhooks: retries and a pause from 0, a timeout above 0, in flight from 1");
    }
  }

  /** Other retries. */
  public WebhookOptions withRetries(int otherRetries, Duration otherPause) {
    return new WebhookOptions(timeout, otherRetries, otherPause, inFlight, rough);
  }

  /** Another timeout. */
  public WebhookOptions withTimeout(Duration otherTimeout) {
    return new WebhookOptions(otherTimeout, retries, pause, inFlight, rough);
  }

  /** A rougher delivery. */
  public WebhookOptions with(RoughDelivery otherRough) {
    return new WebhookOptions(timeout, retries, pause, inFlight, otherRough);
  }

  /** How long the pause before a retry is, counted from 1. */
  Duration pause(int retry) {
    return pause.multipliedBy(1L << (2 * Math.min(retry - 1, 8)));
  }
}
