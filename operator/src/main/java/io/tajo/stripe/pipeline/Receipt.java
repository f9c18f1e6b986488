package io.tajo.stripe.pipeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a delivered event.
 *
 * @param reason why it is of no use; empty unless it is malformed or foreign
 */
public record Receipt(
    Outcome outcome, String id, String type, @Nullable Instant created, String reason) {
  /** Whether the event is in the inbox now. */
  public enum Outcome {
    STORED,
    DUPLICATE,
    FOREIGN,
    MALFORMED
  }
}
