package io.tajo.stripe.profile;

import org.jspecify.annotations.Nullable;

/**
 * Unicode white space: the White_Space property (no-break spaces too) and the four separators
 * U+001C to U+001F, which Java counts as white space and the property does not.
 */
public final class WhiteSpace {
  private WhiteSpace() {}

  public static boolean is(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || codePoint == 0x85;
  }

  /** Without white space at both ends. */
  public static String trim(String text) {
    int start = 0;
    int end = text.length();
    // All white space is in the basic plane: no need to look at code points.
    while (start < end && is(text.charAt(start))) {
      start++;
    }
    while (start < end && is(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Trimmed; null where nothing is left, because a blank is no value. */
  static @Nullable String trimToNull(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String trimmed = trim(text);
    return trimmed.isEmpty() ? null : trimmed;
  }
}
