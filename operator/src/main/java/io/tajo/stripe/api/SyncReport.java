package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run's process tells of itself: on its {@code /status} while it runs, and at its end as the
 * container's termination message. Holds no personal data.
 *
 * @param outcome null while it runs
 * @param message what it does now, or how it ended and what to do about it
 * @param percent how much of the phase is done, 0 to 100; null: not known
 * @param read objects read from Stripe, by resource
 * @param status of the connector after the run, without conditions; null before its end, and where
 *     the run did not come far enough
 */
public record SyncReport(
    @Nullable Outcome outcome,
    @Nullable String message,
    @Nullable Integer percent,
    @Nullable SortedMap<String, Long> read,
    @Nullable StripeConnectorStatus status) {
  /** A termination message's bytes, at most: Kubernetes cuts the rest off. */
  public static final int LONGEST = 4_096;

  /** How a run ended. */
  public enum Outcome {
    /** Nothing stayed unread or unwritten. */
    @JsonProperty("Succeeded")
    SUCCEEDED,
    /** Another try may go better: a service was away, or something stayed unwritten. */
    @JsonProperty("Failed")
    FAILED,
    /** Another try would fail the same: a manifest, a key or a list has to be mended first. */
    @JsonProperty("Refused")
    REFUSED
  }
}
