package io.tajo.stripe.profile;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's own currency exponents, which are not ISO's: ISK and UGX are sent in hundredths although
 * they have no minor unit (https://docs.stripe.com/currencies#special-cases).
 */
public final class Currencies {
  private static final Set<String> ZERO =
      Set.of(
          "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf",
          "xof", "xpf");
  private static final Set<String> THREE = Set.of("bhd", "jod", "kwd", "omr", "tnd");

  private Currencies() {}

  /**
   * Digits after the point of an amount in major units: 0, 2 or 3; 2 for none and for an unknown
   * currency.
   */
  public static int digits(@Nullable String currency) {
    if (currency == null) {
      return 2;
    }
    String code = currency.toLowerCase(Locale.ROOT);
    return ZERO.contains(code) ? 0 : THREE.contains(code) ? 3 : 2;
  }

  /** A currency as figures name it: lower case, trimmed; empty for none. */
  static String code(@Nullable String currency) {
    String trimmed = WhiteSpace.trimToNull(currency);
    return trimmed == null ? "" : trimmed.toLowerCase(Locale.ROOT);
  }
}
