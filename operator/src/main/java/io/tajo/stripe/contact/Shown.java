package io.tajo.stripe.contact;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.contact.Omission.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What a line of the mapping comes to for one contact.
 *
 * @param type null: Brevo has no such attribute
 */
public record Shown(Target target, @Nullable AttributeType type, Outcome outcome) {
  /** What is to be written. */
  public sealed interface Outcome {}

  /**
   * A value.
   *
   * @param cut whether the text was too long
   */
  public record Present(JsonNode value, boolean cut) implements Outcome {}

  /** Nothing; what this connector wrote before is cleared. */
  public record Empty() implements Outcome {}

  /** The source cannot be read now: what was written stays. */
  public record Kept() implements Outcome {}

  /** The contact has a value that does not fit. */
  public record Omitted(Reason reason) implements Outcome {}

  /** The value to be written; null: none. */
  public @Nullable JsonNode value() {
    return outcome instanceof Present(JsonNode value, boolean _) ? value : null;
  }
}
