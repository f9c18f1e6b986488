package io.tajo.stripe.profile;

import org.jspecify.annotations.Nullable;

/**
 * A text, and the object that says it.
 *
 * @param text trimmed, not empty
 */
record Saying(String text, SourceObject by) {
  /** Null where there is nothing in the text. */
  static @Nullable Saying of(@Nullable String text, SourceObject by) {
    String trimmed = WhiteSpace.trimToNull(text);
    return trimmed == null ? null : new Saying(trimmed, by);
  }
}
