package io.tajo.stripe.profile;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail as Stripe holds it, and the address of the contact that it makes: trimmed of Unicode
 * white space, lower-cased locale-free, nothing else. Usable ones are about what Brevo takes; the
 * others make no contact and are counted. Takes time in proportion to the text's length.
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
  private static final int MAX_LOCAL_LENGTH = 64;
  private static final String NOT_BEFORE_AT = "\"(),:;<>[\\]";
  private static final EmailAddress NOTHING = new EmailAddress(Kind.NONE, null);
  private static final EmailAddress INVALID = new EmailAddress(Kind.INVALID, null);

  /** Reads an e-mail of a Stripe object. */
  public static EmailAddress of(@Nullable String raw) {
    String trimmed = WhiteSpace.trimToNull(raw);
    if (trimmed == null) {
      return NOTHING;
    }
    String address = trimmed.toLowerCase(Locale.ROOT);
    return isUsable(address) ? new EmailAddress(Kind.USABLE, address) : INVALID;
  }

  private static boolean isUsable(String address) {
    int at = address.indexOf('@');
    return at >= 0
        && at == address.lastIndexOf('@')
        && address.codePointCount(0, address.length()) <= MAX_LENGTH
        && isLocalPart(address.substring(0, at))
        && isDomain(address.substring(at + 1));
  }

  private static boolean isLocalPart(String local) {
    return !local.isEmpty()
        && local.codePointCount(0, local.length()) <= MAX_LOCAL_LENGTH
        && !local.startsWith(".")
        && !local.endsWith(".")
        && !local.contains("..")
        && local.codePoints().allMatch(EmailAddress::mayStandBeforeAt);
  }

  private static boolean mayStandBeforeAt(int codePoint) {
    return !WhiteSpace.is(codePoint)
        && NOT_BEFORE_AT.indexOf(codePoint) < 0
        // Neither can be stored or sent as text: PostgreSQL has no NUL, UTF-8 no half a pair.
        && codePoint != 0
        && Character.getType(codePoint) != Character.SURROGATE;
  }

  private static boolean isDomain(String domain) {
    int labels = 0;
    int start = 0;
    while (true) {
      int dot = domain.indexOf('.', start);
      int end = dot < 0 ? domain.length() : dot;
      if (!isLabel(domain, start, end)) {
        return false;
      }
      labels++;
      if (dot < 0) {
        return labels >= 2 && end - start >= 2 && isLetter(domain.charAt(start));
      }
      start = dot + 1;
    }
  }

  private static boolean isLabel(String domain, int start, int end) {
    if (start == end || domain.charAt(start) == '-' || domain.charAt(end - 1) == '-') {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = domain.charAt(i);
      if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }
}
