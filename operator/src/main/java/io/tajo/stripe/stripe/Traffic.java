package io.tajo.stripe.stripe;

import java.time.Duration;

/** Hears of every request to Stripe; called from many threads, so it must be quick and safe. */
public interface Traffic {
  /** Hears nothing. */
  Traffic NONE = new Traffic() {};

  /**
   * A request goes out; retries are requests too. Reads count against Stripe's allocation
   * (https://docs.stripe.com/rate-limits).
   *
   * @param endpoint the path, ids as {@code {id}}; with the method before it where it writes:
   *     {@code POST /v1/customers}
   */
  default void sent(String endpoint) {}

  /** A request is about to go out, after it has waited for its turn. */
  default void waited(String endpoint, Duration time) {}

  /** An answer came, of any status. */
  default void answered(String endpoint, int status, Duration took) {}

  /** No answer came, or only a part of one. */
  default void unanswered(String endpoint, Duration took) {}

  /** A request failed in a way that passes, and will be sent again after a pause. */
  default void retrying(String endpoint, StripeFailure why, Duration pause) {}
}
