package io.tajo.stripe.brevo;

import okhttp3.Headers;

/**
 * Which bucket the calls of one kind count in. Of some, Brevo's documentation does not say: these
 * count among the few of an hour until an answer shows that they count among events.
 */
final class CallBucket {
  private final boolean open;
  private volatile Bucket bucket;

  private CallBucket(Bucket bucket, boolean open) {
    this.bucket = bucket;
    this.open = open;
  }

  /** Known once and for all. */
  static CallBucket of(Bucket bucket) {
    return new CallBucket(bucket, false);
  }

  /** {@link Bucket#OTHER}, or {@link Bucket#EVENTS} as soon as an answer says so. */
  static CallBucket otherOrEvents() {
    return new CallBucket(Bucket.OTHER, true);
  }

  Bucket current() {
    return bucket;
  }

  /** Learns from an answer, before its headers are counted. */
  void learn(Headers headers) {
    if (open && Limiter.showsSeconds(headers)) {
      bucket = Bucket.EVENTS;
    }
  }
}
