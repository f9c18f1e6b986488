package io.tajo.stripe.sandbox.stripe;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Currencies of the simulated account: Stripe's minor units and made-up rates to US dollars. */
public final class Money {
  private static final Set<String> ZERO = Set.of("jpy", "krw", "clp", "vnd");
  private static final Set<String> THREE = Set.of("kwd", "bhd", "jod", "omr", "tnd");
  private static final Set<String> WHOLE_IN_HUNDREDTHS = Set.of("isk", "ugx");

  /** US dollars for one major unit. */
  private static final Map<String, BigDecimal> DOLLARS =
      Map.ofEntries(
          Map.entry("usd", BigDecimal.ONE),
          Map.entry("eur", new BigDecimal("1.08")),
          Map.entry("gbp", new BigDecimal("1.27")),
          Map.entry("chf", new BigDecimal("1.12")),
          Map.entry("cad", new BigDecimal("0.73")),
          Map.entry("jpy", new BigDecimal("0.0067")),
          Map.entry("krw", new BigDecimal("0.00072")),
          Map.entry("kwd", new BigDecimal("3.25")),
          Map.entry("isk", new BigDecimal("0.0072")),
          Map.entry("huf", new BigDecimal("0.0028")),
          Map.entry("ugx", new BigDecimal("0.00027")),
          Map.entry("brl", new BigDecimal("0.18")),
          Map.entry("pln", new BigDecimal("0.25")));

  /** As often as customers have them. */
  public static final List<String> COMMON =
      List.of(
          "usd", "usd", "usd", "usd", "usd", "usd", "usd", "usd", "eur", "eur", "eur", "eur", "eur",
          "gbp", "gbp", "chf", "cad", "jpy", "krw", "kwd", "isk", "huf", "ugx", "brl", "pln");

  private Money() {}

  /** The smallest amount in minor units that can be charged: KWD's last digit is 0, ISK's two. */
  static long step(String currency) {
    return THREE.contains(currency) ? 10 : WHOLE_IN_HUNDREDTHS.contains(currency) ? 100 : 1;
  }

  static int digits(String currency) {
    return ZERO.contains(currency) ? 0 : THREE.contains(currency) ? 3 : 2;
  }

  /** Minor units of {@code currency} for an amount of US cents, rounded to what can be charged. */
  public static long fromCents(long cents, String currency) {
    long minor =
        BigDecimal.valueOf(cents, 2)
            .divide(rate(currency), MathContext.DECIMAL64)
            .movePointRight(digits(currency))
            .setScale(0, RoundingMode.HALF_UP)
            .longValue();
    return Math.max(1, minor / step(currency)) * step(currency);
  }

  /** {@code percent} of an amount, rounded down to what can be charged. */
  public static long share(long amount, int percent, String currency) {
    return amount * percent / 100 / step(currency) * step(currency);
  }

  /** What an amount settles to: pounds stay pounds, all else becomes dollars. */
  static long settled(long amount, String currency) {
    return currency.equals(settlement(currency))
        ? amount
        : exchangeRate(currency)
            .multiply(BigDecimal.valueOf(amount))
            .setScale(0, RoundingMode.HALF_UP)
            .longValue();
  }

  static String settlement(String currency) {
    return "gbp".equals(currency) ? "gbp" : "usd";
  }

  /** Settlement minor units for one minor unit. */
  static BigDecimal exchangeRate(String currency) {
    return rate(currency).movePointRight(2 - digits(currency));
  }

  private static BigDecimal rate(String currency) {
    return DOLLARS.getOrDefault(currency, BigDecimal.ONE);
  }
}
