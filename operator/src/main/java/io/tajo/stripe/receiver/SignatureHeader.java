package io.tajo.stripe.receiver;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What {@code Stripe-Signature: t=<seconds>,v1=<hex>,...} says. Other schemes than v1 are passed
 * over, as Stripe asks for against downgrades; v0 is for test events.
 *
 * @param timestamp as it was signed
 * @param seconds the same, since 1970
 * @param signatures those of scheme v1 that can be one, at most {@value #MOST_SIGNATURES}
 */
record SignatureHeader(String timestamp, long seconds, List<byte[]> signatures) {
  /** Stripe sends one for each secret of the endpoint, two while it is rolled. */
  private static final int MOST_SIGNATURES = 16;

  private static final int LONGEST = 4_096;
  private static final int HEX_DIGITS = 64;

  /** Empty where it is not of that form. */
  static Optional<SignatureHeader> parse(String header) {
    if (header.length() > LONGEST) {
      return Optional.empty();
    }
    String timestamp = "";
    List<byte[]> signatures = new ArrayList<>();
    for (String part : header.split(",", -1)) {
      String item = part.strip();
      if (item.startsWith("t=")) {
        if (!timestamp.isEmpty() || !isTimestamp(item.substring(2))) {
          return Optional.empty();
        }
        timestamp = item.substring(2);
      } else if (item.startsWith("v1=") && signatures.size() < MOST_SIGNATURES) {
        signature(item.substring(3)).ifPresent(signatures::add);
      }
    }
    return timestamp.isEmpty() || signatures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SignatureHeader(timestamp, Long.parseLong(timestamp), List.copyOf(signatures)));
  }

  private static boolean isTimestamp(String text) {
    return !text.isEmpty()
        && text.length() <= 12
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Optional<byte[]> signature(String hex) {
    return hex.length() == HEX_DIGITS && hex.chars().allMatch(HexFormat::isHexDigit)
        ? Optional.of(HexFormat.of().parseHex(hex))
        : Optional.empty();
  }
}
