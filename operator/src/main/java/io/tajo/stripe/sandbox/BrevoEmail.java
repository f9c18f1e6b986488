package io.tajo.stripe.sandbox;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that the simulated Brevo takes, and how it stores them. */
final class BrevoEmail {
  private static final Pattern VALID =
      Pattern.compile(
          "(?=[^@]{1,64}@)[^\\s\\p{Cc}\uFFFD@\"(),:;<>\\[\\]\\\\.]+(?:\\.[^\\s\\p{Cc}\uFFFD@\"(),:;<>\\[\\]\\\\.]+)*"
              + "@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]*[a-z0-9])");
  private static final int MAX_LENGTH = 254;

  private BrevoEmail() {}

  /** Trimmed and in lower case; empty: "Invalid email address". */
  static Optional<String> stored(String text) {
    String email = BrevoJson.sound(text).strip().toLowerCase(Locale.ROOT);
    return email.length() <= MAX_LENGTH && VALID.matcher(email).matches()
        ? Optional.of(email)
        : Optional.empty();
  }
}
