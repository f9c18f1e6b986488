package io.tajo.stripe.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** How things are written for people. */
final class Text {
  private static final Pattern KEYS =
      Pattern.compile("\\b((?:[srp]k_(?:live_|test_)?|whsec_|xkeysib-|xsmtpsib-))[A-Za-z0-9_-]+");

  private Text() {}

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 0:41}, {@code 1:02:03}. */
  static String time(Duration time) {
    return time.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", time.toMinutesPart(), time.toSecondsPart());
  }

  /** {@code 41 s}, {@code 3 min 5 s}. */
  static String duration(Duration time) {
    long minutes = time.toMinutes();
    return (minutes > 0 ? minutes + " min " : "") + time.toSecondsPart() + " s";
  }

  /** What went wrong, on one line; the type's name where there is no message. */
  static String oneLine(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  /** Cuts keys out of a text that others wrote. */
  static String withoutKeys(String text) {
    return KEYS.matcher(text).replaceAll("$1…");
  }

  static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
