package io.tajo.stripe.brevo;

import java.time.Duration;

/** Hears of every request to Brevo, for metrics and progress. Called from many threads. */
public interface Traffic {
  /** Nobody listens. */
  Traffic NONE = (bucket, method, path, status, took, waited) -> {};

  /**
   * One attempt ended.
   *
   * @param path with placeholders, like {@code /contacts/{email}}: never a person's data
   * @param status of the answer; 0: none came
   * @param took from sending to the end of the answer
   * @param waited before it, for the limit
   */
  void attempt(
      Bucket bucket, String method, String path, int status, Duration took, Duration waited);

  /** An answer said how many more calls of this bucket its limit allows until it is reset. */
  default void remaining(Bucket bucket, long calls) {}

  /** Calls of this bucket stand still for some seconds or longer, because its limit is used up. */
  default void waiting(Bucket bucket, Duration time) {}
}
