package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.Bucket;
import io.tajo.stripe.brevo.Traffic;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when Brevo's limit holds calls up: an hour's limit may do so for most of an hour. */
final class BrevoWaits implements Traffic {
  private static final Logger LOG = LoggerFactory.getLogger(BrevoWaits.class);

  private final Traffic other;

  BrevoWaits() {
    this(Traffic.NONE);
  }

  /** Somebody else hears of everything too. */
  BrevoWaits(Traffic other) {
    this.other = other;
  }

  @Override
  public void attempt(
      Bucket bucket, String method, String path, int status, Duration took, Duration waited) {
    other.attempt(bucket, method, path, status, took, waited);
  }

  @Override
  public void remaining(Bucket bucket, long calls) {
    other.remaining(bucket, calls);
  }

  @Override
  public void waiting(Bucket bucket, Duration time) {
    other.waiting(bucket, time);
    LOG.atWarn()
        .addKeyValue("bucket", bucket)
        .addKeyValue("seconds", time.toSeconds())
        .log("Brevo's rate limit is used up: waiting until it allows calls again");
  }
}
