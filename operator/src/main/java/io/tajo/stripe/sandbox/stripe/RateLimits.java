package io.tajo.stripe.sandbox.stripe;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Stripe's two limits as token buckets of one second's requests: the account's and each endpoint's
 * (https://docs.stripe.com/rate-limits).
 */
final class RateLimits {
  private final LongSupplier nanos;
  private final int perEndpoint;
  private final Bucket account;
  private final Map<String, Bucket> endpoints = new ConcurrentHashMap<>();

  /**
   * @param nanos a clock that only goes forward
   */
  RateLimits(int perSecond, int perSecondPerEndpoint, LongSupplier nanos) {
    this.nanos = nanos;
    this.perEndpoint = perSecondPerEndpoint;
    this.account = new Bucket(perSecond, nanos.getAsLong());
  }

  /** Empty where the request may go on, else the reason that Stripe gives. */
  Optional<String> refused(String endpoint) {
    long now = nanos.getAsLong();
    Bucket own = endpoints.computeIfAbsent(endpoint, any -> new Bucket(perEndpoint, now));
    if (!own.take(now)) {
      return Optional.of("endpoint-rate");
    }
    return account.take(now) ? Optional.empty() : Optional.of("global-rate");
  }

  private static final class Bucket {
    private final double perNano;
    private final double capacity;
    private double tokens;
    private long last;

    Bucket(int perSecond, long now) {
      this.perNano = perSecond / 1e9;
      this.capacity = perSecond;
      this.tokens = perSecond;
      this.last = now;
    }

    synchronized boolean take(long now) {
      tokens = Math.min(capacity, tokens + Math.max(0, now - last) * perNano);
      last = Math.max(last, now);
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }
  }
}
