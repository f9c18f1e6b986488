package io.tajo.stripe.profile;

import static io.tajo.stripe.profile.Given.price;
import static io.tajo.stripe.profile.Given.tier;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a quantity costs a period. */
class PricingTest {
  private static BigFraction amount(PriceRow price, Long quantity) {
    return Pricing.amount(price, "usd", quantity);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "1000, 1, 1000",
        "1000, 3, 3000",
        "1000, -, 1000", // absent: one
        "1000, 0, 0",
        "1000, -5, 0",
        "0.5, 3, 3/2",
        "0.000000000001, 1, 1/1000000000000",
        "9223372036854775807, 9223372036854775807, 85070591730234615847396907784232501249",
      })
  void perUnit(String unit, Long quantity, String expected) {
    assertThat(amount(price("p", p -> p.unit = unit), quantity))
        .isEqualTo(BigFraction.parse(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, true, 0",
    "1, 10, true, 100",
    "10, 10, true, 100",
    "11, 10, true, 200",
    "11, 10, false, 100",
    "9, 10, false, 0",
    "7, 0, true, 700", // nonsense transforms nothing
    "7, -2, true, 700",
  })
  void quantitiesAreTransformedFirst(long quantity, long divideBy, boolean roundUp, long expected) {
    PriceRow packages =
        price(
            "p",
            p -> {
              p.unit = "100";
              p.divideBy = divideBy;
              p.roundUp = roundUp;
            });
    assertThat(amount(packages, quantity)).isEqualTo(BigFraction.of(expected));
  }

  private static PriceRow tiered(String mode, PriceRow.Tier... tiers) {
    return price(
        "p",
        p -> {
          p.tiersMode = mode;
          p.tiers = List.of(tiers);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "0, 300", // in the first tier: its flat amount
    "1, 800",
    "10, 5300", // inclusive
    "11, 4900", // 11 × 400 + 500
    "100, 40500",
    "101, 10100", // no flat amount
  })
  void volume(long quantity, long expected) {
    PriceRow price =
        tiered("volume", tier(10, "500", "300"), tier(100, "400", "500"), tier(0, "100", null));
    assertThat(amount(price, quantity)).isEqualTo(BigFraction.of(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 300",
    "1, 800",
    "10, 5300", // 300 + 10 × 500
    "11, 6200", // + 500 + 1 × 400
    "100, 41800", // + 500 + 90 × 400
    "101, 41900", // + 1 × 100
  })
  void graduated(long quantity, long expected) {
    PriceRow price =
        tiered("graduated", tier(10, "500", "300"), tier(100, "400", "500"), tier(0, "100", null));
    assertThat(amount(price, quantity)).isEqualTo(BigFraction.of(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"volume", "graduated"})
  void unitsBeyondTheLastTierAreOfTheLast(String mode) {
    assertThat(amount(tiered(mode, tier(10, "5", null)), 12L)).isEqualTo(BigFraction.of(60));
    assertThat(amount(tiered(mode, tier(10, null, "7")), 12L)).isEqualTo(BigFraction.of(7));
  }

  @Test
  void anotherCurrencyHasItsOptions() {
    PriceRow price =
        price(
            "p",
            p -> {
              p.currency = "eur";
              p.unit = "900";
              p.options = Map.of("usd", Given.unit("1000"));
            });
    assertThat(amount(price, 2L)).isEqualTo(BigFraction.of(2000));
    assertThat(Pricing.amount(price, "eur", 2L)).isEqualTo(BigFraction.of(1800));
    assertThat(Pricing.amount(price, "sek", 2L)).isNull();
  }

  @Test
  void tiersOfAnotherCurrencyCountThere() {
    PriceRow.Unit dollars = new PriceRow.Unit(null, List.of(tier(0, "3", null)));
    PriceRow price =
        price(
            "p",
            p -> {
              p.currency = "eur";
              p.tiersMode = "volume";
              p.tiers = List.of(tier(0, "2", null));
              p.options = Map.of("usd", dollars);
            });
    assertThat(amount(price, 5L)).isEqualTo(BigFraction.of(15));
  }

  @Test
  void whatCannotBeToldHasNoAmount() {
    assertThat(amount(price("no amount", p -> {}), 1L)).isNull();
    assertThat(amount(price("absurd", p -> p.unit = "1e999999999"), 1L)).isNull();
    assertThat(amount(tiered("volume"), 1L)).isNull();
    assertThat(amount(tiered("spiral", tier(0, "1", null)), 1L)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "year, 1, 12, year, a year",
    "year, 2, 24, 2 years, every 2 years",
    "month, 1, 1, month, a month",
    "month, 3, 3, 3 months, every 3 months",
    "week, 1, 112/487, week, a week",
    "week, 2, 224/487, 2 weeks, every 2 weeks",
    "day, 1, 16/487, day, a day",
    "day, 30, 480/487, 30 days, every 30 days",
  })
  void periods(String interval, long count, String months, String name, String rate) {
    Period period = Period.of(Given.every("p", count, interval, 100));
    assertThat(period.months()).isEqualTo(BigFraction.parse(months));
    assertThat(period.name()).isEqualTo(name);
    assertThat(period.rate()).isEqualTo(rate);
  }

  @Test
  void noPeriod() {
    assertThat(Period.of(Given.every("p", 1, null, 100))).isNull();
    assertThat(Period.of(Given.every("p", 1, "decade", 100))).isNull();
    assertThat(Period.of(Given.every("p", 0, "month", 100))).isNull();
  }
}
