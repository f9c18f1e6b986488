package io.tajo.stripe.contact;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Phone numbers as Brevo's phone attributes take them: {@code +} and digits. No country is guessed:
 * a wrong guess would send text messages to a stranger.
 */
final class PhoneNumber {
  /** Blanks of any kind, dots, dashes of any length, slashes, parentheses. */
  private static final Pattern ORNAMENT = Pattern.compile("[\\s\\p{Z}\\p{Pd}./()]+");

  private static final Pattern INTERNATIONAL = Pattern.compile("(?:\\+|00)([1-9][0-9]{7,14})");

  private PhoneNumber() {}

  /** Empty where the text is no number with its country's code. */
  static Optional<String> normalise(String text) {
    var number = INTERNATIONAL.matcher(ORNAMENT.matcher(text).replaceAll(""));
    return number.matches() ? Optional.of("+" + number.group(1)) : Optional.empty();
  }
}
