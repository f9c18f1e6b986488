package io.tajo.stripe.sandbox;

import java.util.Locale;

/**
 * How often a simulated service misbehaves, in percent of its requests.
 *
 * @param tooMany answers 429 although the limit is not reached
 * @param errors answers 500, with JSON, HTML or nothing in it
 * @param resets closes the connection without an answer; half of the calls are carried out all the
 *     same
 * @param truncated closes the connection in the middle of an answer, or in place of one without a
 *     body; the call is carried out
 * @param seed which requests: the same seed misbehaves at the same ones, counted from the first
 */
public record FaultOptions(
    double tooMany, double errors, double resets, double truncated, long seed) {
  /** A service that always behaves. */
  public static final FaultOptions NONE = new FaultOptions(0, 0, 0, 0, 0);

  public FaultOptions {
    double sum = tooMany + errors + resets + truncated;
    if (Math.min(Math.min(tooMany, errors), Math.min(resets, truncated)) < 0 || sum > 100) {
      throw new IllegalArgumentException("faults: percentages from 0, together at most 100");
    }
  }

  /**
   * Reads {@code 429=5,500=5,reset=5,truncate=5}; what is not named does not happen.
   *
   * @throws IllegalArgumentException that says what can be written
   */
  public static FaultOptions parse(String text, long seed) {
    double[] percent = new double[4];
    for (String part : text.isBlank() ? new String[0] : text.split(",")) {
      String[] pair = part.trim().toLowerCase(Locale.ROOT).split("=", 2);
      int which =
          switch (pair[0]) {
            case "429" -> 0;
            case "500" -> 1;
            case "reset" -> 2;
            case "truncate" -> 3;
            default -> throw unreadable(part);
          };
      try {
        percent[which] = Double.parseDouble(pair.length == 2 ? pair[1] : "");
      } catch (NumberFormatException e) {
        throw unreadable(part);
      }
    }
    return new FaultOptions(percent[0], percent[1], percent[2], percent[3], seed);
  }

  private static IllegalArgumentException unreadable(String part) {
    return new IllegalArgumentException(
        "not a fault: '" + part + "'; write percentages such as 429=5,500=5,reset=5,truncate=5");
  }
}
