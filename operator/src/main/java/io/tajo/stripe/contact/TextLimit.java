package io.tajo.stripe.contact;

/**
 * The longest text that is written.
 *
 * @param codePoints at least 1
 */
record TextLimit(int codePoints) {
  private static final String ELLIPSIS = "…";

  TextLimit {
    if (codePoints < 1) {
      throw new IllegalArgumentException(
          "The limit of texts is " + codePoints + " code points; set it to 1 or more");
    }
  }

  /** The text itself, or its beginning with {@code …} as the last code point. */
  String cut(String text) {
    return isWithin(text)
        ? text
        : text.substring(0, text.offsetByCodePoints(0, codePoints - 1)) + ELLIPSIS;
  }

  /** The text itself, or as many of its first lines as fit, and {@code …} on a line of its own. */
  String cutLines(String text) {
    if (isWithin(text)) {
      return text;
    }
    int end = -1;
    for (int next = text.indexOf('\n');
        next >= 0 && text.codePointCount(0, next) <= codePoints - 2;
        next = text.indexOf('\n', next + 1)) {
      end = next;
    }
    return end < 0 ? cut(text) : text.substring(0, end + 1) + ELLIPSIS;
  }

  private boolean isWithin(String text) {
    return text.length() <= codePoints || text.codePointCount(0, text.length()) <= codePoints;
  }
}
