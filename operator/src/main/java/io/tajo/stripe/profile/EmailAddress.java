package io.tajo.stripe.profile;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail as Stripe holds it, and the address of the contact that it makes: trimmed of Unicode
 * white space, lower-cased locale-free, nothing else. Usable ones are a subset of what Brevo takes;
 * the others make no contact and are counted.
 *
 * @param value the normalised address, null where it is not usable
 */
public record EmailAddress(Kind kind, @Nullable String value) {
  /** Whether an e-mail makes a contact, and if not, why. */
  public enum Kind {
    USABLE,
    /** Null or blank. */
    NONE,
    INVALID
  }

  private static final int MAX_LENGTH = 254;
  private static final EmailAddress NOTHING = new EmailAddress(Kind.NONE, null);
  private static final EmailAddress INVALID = new EmailAddress(Kind.INVALID, null);
  private static final Pattern USABLE =
      Pattern.compile(
          "(?=[^@]{1,64}@)[^\\s\\p{Z}\\p{Cc}@\"(),:;<>\\[\\\\\\].]+(?:\\.[^\\s\\p{Z}\\p{Cc}@\"(),:;<>\\[\\\\\\].]+)*"
              + "@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]*[a-z0-9])");

  /** Reads an e-mail of a Stripe object. */
  public static EmailAddress of(@Nullable String raw) {
    String trimmed = raw == null ? "" : trim(raw).toLowerCase(Locale.ROOT);
    if (trimmed.isEmpty()) {
      return NOTHING;
    }
    return trimmed.length() <= MAX_LENGTH && USABLE.matcher(trimmed).matches()
        ? new EmailAddress(Kind.USABLE, trimmed)
        : INVALID;
  }

  /** Without Unicode white space (no-break space too) at both ends. */
  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (start < end && isSpace(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || codePoint == 0x85;
  }
}
