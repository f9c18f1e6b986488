package io.tajo.stripe.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrenciesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf",
        "xof", "xpf", "JPY"
      })
  void noMinorUnits(String currency) {
    assertThat(Currencies.digits(currency)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bhd", "jod", "kwd", "omr", "tnd", "KWD"})
  void thousandths(String currency) {
    assertThat(Currencies.digits(currency)).isEqualTo(3);
  }

  /** Stripe sends ISK and UGX in hundredths, and HUF and TWD charges too. */
  @ParameterizedTest
  @ValueSource(strings = {"usd", "eur", "isk", "ugx", "huf", "twd", "zzz", ""})
  void hundredths(String currency) {
    assertThat(Currencies.digits(currency)).isEqualTo(2);
  }

  @Test
  void noCurrencyHasTwoDigits() {
    assertThat(Currencies.digits(null)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "12345, 1, usd, 123.45",
    "1, 2, usd, 0.01", // half a cent goes up
    "-1, 2, usd, -0.01", // and away from zero
    "1, 3, usd, 0.00",
    "2500, 1, jpy, 2500",
    "5, 2, jpy, 3",
    "12345, 1, kwd, 12.345",
    "12345, 1, isk, 123.45",
    "0, 1, usd, 0.00",
  })
  void moneyIsRoundedOnceToMinorUnits(long above, long below, String currency, String major) {
    Value.Money money = new Value.Money(BigFraction.of(above, below), currency);
    assertThat(money.major().toPlainString()).isEqualTo(major);
  }

  @Test
  void largeAmountsStayExact() {
    BigInteger large = BigInteger.valueOf(Long.MAX_VALUE).multiply(BigInteger.valueOf(1000));
    assertThat(new Value.Money(BigFraction.of(large), null).major().toPlainString())
        .isEqualTo("92233720368547758070.00");
  }
}
