package io.tajo.stripe.contact;

import io.tajo.stripe.profile.WhiteSpace;

/**
 * Text that every stage can carry: JSON, CSV, PostgreSQL's jsonb (which refuses U+0000) and UTF-8
 * (which has no lone surrogates).
 */
final class CleanText {
  private CleanText() {}

  /**
   * Without control characters, except tabs and line breaks; a lone surrogate becomes U+FFFD.
   * Trimmed again where something was taken away; perhaps empty.
   */
  static String of(String text) {
    if (text.chars().noneMatch(unit -> isDropped(unit) || Character.isSurrogate((char) unit))) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .filter(character -> !isDropped(character))
        .map(character -> isLoneSurrogate(character) ? 0xFFFD : character)
        .forEach(clean::appendCodePoint);
    return WhiteSpace.trim(clean.toString());
  }

  private static boolean isDropped(int character) {
    return Character.isISOControl(character)
        && character != '\t'
        && character != '\n'
        && character != '\r';
  }

  private static boolean isLoneSurrogate(int character) {
    return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
  }
}
