package io.tajo.stripe.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.contact.AttributeType.Bool;
import io.tajo.stripe.contact.AttributeType.Category;
import io.tajo.stripe.contact.AttributeType.Date;
import io.tajo.stripe.contact.AttributeType.Decimal;
import io.tajo.stripe.contact.AttributeType.MultipleChoice;
import io.tajo.stripe.contact.AttributeType.Other;
import io.tajo.stripe.contact.AttributeType.Text;
import io.tajo.stripe.profile.Field;
import io.tajo.stripe.profile.Value;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each value as JSON in each type of attribute; a dash in the table means left out. */
class ConversionTest {
  private static final AttributeType TIERS = new Category(Set.of("Gold", "Silver", "true", "3"));
  private static final AttributeType COLOURS = new MultipleChoice(Set.of("red", "green", "7"));

  static Stream<Arguments> values() {
    return Stream.of(
        // value, in a text, a float, a date, a boolean
        row(text("hello"), "\"hello\"", "-", "-", "-"),
        row(text("12.50"), "\"12.50\"", "12.5", "-", "-"),
        row(text("2024-02-29"), "\"2024-02-29\"", "-", "\"2024-02-29\"", "-"),
        row(text("TRUE"), "\"TRUE\"", "-", "-", "true"),
        row(whole("0"), "\"0\"", "0", "-", "-"),
        row(whole("-1250"), "\"-1250\"", "-1250", "-", "-"),
        row(whole("1000000"), "\"1000000\"", "1000000", "-", "-"),
        row(new Value.Day(LocalDate.of(2024, 5, 1)), "\"2024-05-01\"", "-", "\"2024-05-01\"", "-"),
        row(new Value.Flag(true), "\"true\"", "-", "-", "true"),
        row(new Value.Flag(false), "\"false\"", "-", "-", "false"),
        row(money(123450, 1, "eur"), "\"1234.50\"", "1234.5", "-", "-"),
        row(money(0, 1, "eur"), "\"0.00\"", "0", "-", "-"),
        row(money(0, 1, null), "\"0.00\"", "0", "-", "-"),
        row(money(500, 1, "jpy"), "\"500\"", "500", "-", "-"),
        row(money(12340, 1, "kwd"), "\"12.340\"", "12.34", "-", "-"),
        row(money(500, 1, "isk"), "\"5.00\"", "5", "-", "-"),
        row(money(100, 1, "zzz"), "\"1.00\"", "1", "-", "-"),
        // rounded once, half up: 0.5 cents to 1, 100/3 cents to 33, -0.5 cents to -1
        row(money(1, 2, "usd"), "\"0.01\"", "0.01", "-", "-"),
        row(money(100, 3, "usd"), "\"0.33\"", "0.33", "-", "-"),
        row(money(-1, 2, "usd"), "\"-0.01\"", "-0.01", "-", "-"),
        row(money(10000, 1, "usd"), "\"100.00\"", "100", "-", "-"),
        row(
            money(Long.MAX_VALUE, 1, "usd"),
            "\"92233720368547758.07\"",
            "92233720368547758.07",
            "-",
            "-"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void inEachType(Value value, String text, String number, String date, String flag) {
    assertThat(json(value, new Text())).isEqualTo(text);
    assertThat(json(value, new Decimal())).isEqualTo(number);
    assertThat(json(value, new Date())).isEqualTo(date);
    assertThat(json(value, new Bool())).isEqualTo(flag);
    assertThat(json(value, new Other("user"))).isEqualTo("-");
    assertThat(json(value, new Other("id"))).isEqualTo("-");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-0.00, 0", "007, 7", "3.1400, 3.14", "1200, 1200", "-5, -5"})
  void numbersInText(String text, String number) {
    assertThat(json(text(text), new Decimal())).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,000",
        "1 000",
        "12,5",
        ".5",
        "5.",
        "+5",
        "1e5",
        "0x10",
        "NaN",
        "Infinity",
        "12 EUR",
        "€12",
        "٣",
        "--1",
        "1.2.3"
      })
  void whatIsNoPlainNumber(String text) {
    assertThat(json(text(text), new Decimal())).isEqualTo("-");
  }

  @Test
  void aNumberThatNoDoubleHoldsIsNone() {
    assertThat(json(text("9".repeat(400)), new Decimal())).isEqualTo("-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-02-29",
        "2024-13-01",
        "2024-00-10",
        "2024-1-1",
        "24-01-01",
        "01/02/2024",
        "2024-05-01T00:00:00Z",
        "+2024-05-01",
        "20240501",
        "0000-00-00"
      })
  void whatIsNoDay(String text) {
    assertThat(json(text(text), new Date())).isEqualTo("-");
  }

  @Test
  void aDayFarAheadIsNoDateOfFourDigits() {
    assertThat(json(new Value.Day(LocalDate.of(12024, 5, 1)), new Date())).isEqualTo("-");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "True, true", "FALSE, false", "yes, -", "1, -", "0, -", "t, -"})
  void booleansInText(String text, String flag) {
    assertThat(json(text(text), new Bool())).isEqualTo(flag);
  }

  @Test
  void aCategoryTakesTheNameOfAnOption() {
    assertThat(json(text("Gold"), TIERS)).isEqualTo("\"Gold\"");
    assertThat(json(text("gold"), TIERS)).isEqualTo("-");
    assertThat(json(text("Platinum"), TIERS)).isEqualTo("-");
    assertThat(json(new Value.Flag(true), TIERS)).isEqualTo("\"true\"");
    assertThat(json(whole("3"), TIERS)).isEqualTo("\"3\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "red            | ['red']",
        "red,green      | ['red','green']",
        "green , red    | ['green','red']",
        "red,red        | ['red']",
        "red,blue       | -",
        "red,           | -",
        "Red            | -",
        "red;green      | -"
      })
  void multipleChoiceTakesOptionsWithCommasBetween(String text, String expected) {
    assertThat(json(text(text), COLOURS)).isEqualTo(expected.replace('\'', '"'));
  }

  @Test
  void multipleChoiceTakesANumberThatIsAnOption() {
    assertThat(json(whole("7"), COLOURS)).isEqualTo("[\"7\"]");
  }

  @Test
  void anEmptyValueHasNothingToSay() {
    assertThat(Conversion.text(new Value.Empty())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"TEXT, text", "NUMBER, float", "DATE, date", "BOOLEAN, boolean"})
  void typesOfCreatedAttributes(Field.Kind kind, String type) {
    assertThat(AttributeType.created(kind).brevoName()).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text", "float", "date", "boolean", "category", "multiple-choice", "id", "user"})
  void typesKeepBrevosNames(String name) {
    assertThat(AttributeType.of(name, List.of("A")).brevoName()).isEqualTo(name);
  }

  private static String json(Value value, AttributeType type) {
    Optional<JsonNode> converted = Conversion.to(type, Conversion.text(value));
    return converted.map(JsonNode::toString).orElse("-");
  }

  private static Arguments row(Value value, String... inEachType) {
    return Arguments.of(value, inEachType[0], inEachType[1], inEachType[2], inEachType[3]);
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static Value whole(String number) {
    return new Value.Whole(new BigInteger(number));
  }

  private static Value money(long numerator, long denominator, @Nullable String currency) {
    return new Value.Money(BigFraction.of(numerator, denominator), currency);
  }
}
