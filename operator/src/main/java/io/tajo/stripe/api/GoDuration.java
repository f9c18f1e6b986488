package io.tajo.stripe.api;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A duration as Kubernetes users write it ({@code 24h}, {@code 1h30m}, {@code 90s}): Go's notation
 * without fractions.
 */
public final class GoDuration {
  /** As a regular expression, with the numbers in groups 2, 4 and 6. */
  static final String FORM = "(([0-9]{1,6})h)?(([0-9]{1,6})m)?(([0-9]{1,6})s)?";

  private static final Pattern PATTERN = Pattern.compile(FORM);

  private GoDuration() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException if it is of another form or not above 0
   */
  public static Duration parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be a duration above 0, like 24h, 90m or 1h30m");
    }
    Duration duration =
        Duration.ofHours(number(matcher, 2))
            .plusMinutes(number(matcher, 4))
            .plusSeconds(number(matcher, 6));
    if (duration.isZero()) {
      throw new IllegalArgumentException("must be a duration above 0, like 24h, 90m or 1h30m");
    }
    return duration;
  }

  private static long number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
