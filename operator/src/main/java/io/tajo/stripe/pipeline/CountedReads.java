package io.tajo.stripe.pipeline;

import io.tajo.stripe.stripe.StripeFailure;
import io.tajo.stripe.stripe.Traffic;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is read of Stripe, for the budget of reads; somebody else hears of it too. */
final class CountedReads implements Traffic {
  private final Traffic other;
  private final LongAdder reads = new LongAdder();

  CountedReads(Traffic other) {
    this.other = other;
  }

  /** Reads since this was last asked. */
  long fresh() {
    return reads.sumThenReset();
  }

  @Override
  public void sent(String endpoint) {
    if (endpoint.startsWith("/")) {
      reads.increment(); // What is not a GET names its method.
    }
    other.sent(endpoint);
  }

  @Override
  public void waited(String endpoint, Duration time) {
    other.waited(endpoint, time);
  }

  @Override
  public void answered(String endpoint, int status, Duration took) {
    other.answered(endpoint, status, took);
  }

  @Override
  public void unanswered(String endpoint, Duration took) {
    other.unanswered(endpoint, took);
  }

  @Override
  public void retrying(String endpoint, StripeFailure why, Duration pause) {
    other.retrying(endpoint, why, pause);
  }
}
