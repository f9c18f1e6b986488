package io.tajo.stripe.sandbox;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Telephone numbers as Brevo takes them: 91xxxxxxxxxx, +91xxxxxxxxxx or 0091xxxxxxxxxx, an assigned
 * country code first (reference, "Create a contact"; the codes are ITU-T E.164's).
 */
final class BrevoPhone {
  private static final Pattern NUMBER = Pattern.compile("(?:\\+|00)?([1-9][0-9]{7,14})");
  private static final Pattern COUNTRY =
      Pattern.compile(
          "(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"
              + "|21[1-368]|2[2-6]\\d|29[0178]|35\\d|37\\d|38[0-35-79]|42[013]|50\\d|59\\d"
              + "|67[02-9]|68\\d|69[0-2]|85[02356]|88[06]|96[0-8]|97[0-7]|99[2-68]).*");

  private BrevoPhone() {}

  /** The number as it is stored, digits only; empty: "Invalid phone number". */
  static Optional<String> stored(String text) {
    var number = NUMBER.matcher(text.strip());
    return number.matches() && COUNTRY.matcher(number.group(1)).matches()
        ? Optional.of(number.group(1))
        : Optional.empty();
  }
}
