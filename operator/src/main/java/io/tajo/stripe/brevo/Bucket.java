package io.tajo.stripe.brevo;

import java.time.Duration;

/**
 * Calls that share one of Brevo's rate limits, with what every plan allows
 * (https://developers.brevo.com/docs/api-limits).
 */
public enum Bucket {
  /** Everything under {@code /contacts}, imports, lists and attributes too: 10 calls a second. */
  CONTACTS(10, Duration.ofSeconds(1)),
  /** Events sent one by one, {@code POST /events}: 10 calls a second. */
  EVENTS(10, Duration.ofSeconds(1)),
  /** What has no limit of its own, {@code /account} and {@code /processes}: 100 calls an hour. */
  OTHER(100, Duration.ofHours(1)),
  /** OAuth tokens: no limit is known; one an hour is needed. */
  TOKENS(10, Duration.ofSeconds(1));

  private final int limit;
  private final Duration window;

  Bucket(int limit, Duration window) {
    this.limit = limit;
    this.window = window;
  }

  /** Calls in a {@link #window()} that every plan allows. */
  public int limit() {
    return limit;
  }

  /** The time that the limit is of. */
  public Duration window() {
    return window;
  }

  boolean countsSeconds() {
    return window.toSeconds() == 1;
  }
}
