package io.tajo.stripe.sandbox.webhooks;

import java.time.Duration;
import java.util.Locale;

/**
 * How badly webhooks are delivered, which Stripe reserves the right to.
 *
 * @param lost percent of the deliveries that are never attempted, as if every attempt had failed
 * @param twice percent that are made twice
 * @param delay each waits a random part of it before its first attempt
 * @param seed which deliveries: the same seed treats the same ones badly, counted from the first
 */
public record RoughDelivery(double lost, double twice, Duration delay, long seed) {
  /** Everything is delivered once and at once, though in no order that is kept. */
  public static final RoughDelivery NONE = new RoughDelivery(0, 0, Duration.ZERO, 0);

  private static final Duration SHUFFLE = Duration.ofMillis(50);

  public RoughDelivery {
    if (lost < 0 || lost > 100 || twice < 0 || twice > 100 || delay.isNegative()) {
      throw new IllegalArgumentException(
          "rough delivery: percentages from 0 to 100, a delay from 0");
    }
  }

  /** The same in a random order: each waits up to 50 ms at least. */
  public RoughDelivery shuffled() {
    return new RoughDelivery(lost, twice, delay.compareTo(SHUFFLE) < 0 ? SHUFFLE : delay, seed);
  }

  /**
   * Reads {@code loss=5,twice=5,delay=500ms,shuffle}; what is not named does not happen.
   *
   * @throws IllegalArgumentException that says what can be written
   */
  public static RoughDelivery parse(String text, long seed) {
    RoughDelivery rough = new RoughDelivery(0, 0, Duration.ZERO, seed);
    for (String part : text.isBlank() ? new String[0] : text.split(",")) {
      String[] pair = part.trim().toLowerCase(Locale.ROOT).split("=", 2);
      String value = pair.length == 2 ? pair[1] : "";
      try {
        rough =
            switch (pair[0]) {
              case "loss" ->
                  new RoughDelivery(Double.parseDouble(value), rough.twice, rough.delay, seed);
              case "twice" ->
                  new RoughDelivery(rough.lost, Double.parseDouble(value), rough.delay, seed);
              case "delay" ->
                  new RoughDelivery(
                      rough.lost,
                      rough.twice,
                      Duration.ofMillis(Long.parseLong(value.replaceFirst("ms$", ""))),
                      seed);
              case "shuffle" -> rough.shuffled();
              default -> throw unreadable(part);
            };
      } catch (NumberFormatException e) {
        throw unreadable(part);
      }
    }
    return rough;
  }

  private static IllegalArgumentException unreadable(String part) {
    return new IllegalArgumentException(
        "not a kind of rough delivery: '" + part + "'; write loss=5,twice=5,delay=500ms,shuffle");
  }
}
