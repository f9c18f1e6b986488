package io.tajo.stripe.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tajo.stripe.profile.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Values as Brevo takes them. Every value is first the text that a text attribute shows; any other
 * type takes the texts that say something in it. So a date stays a date and a number a number, and
 * what somebody typed into Stripe's metadata is held to the same forms.
 */
final class Conversion {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private Conversion() {}

  /** A value in words; empty where it has nothing to say. */
  static String text(Value value) {
    return switch (value) {
      case Value.Empty _ -> "";
      case Value.Text(String text) -> CleanText.of(text);
      case Value.Whole(var number) -> number.toString();
      case Value.Day(LocalDate date) -> date.toString();
      case Value.Flag(boolean flag) -> Boolean.toString(flag);
      case Value.Money money -> money.major().toPlainString();
    };
  }

  /** A text that is not empty in an attribute of that type; empty where it does not fit. */
  static Optional<JsonNode> to(AttributeType type, String text) {
    return switch (type) {
      case AttributeType.Text _ -> Optional.of(TextNode.valueOf(text));
      case AttributeType.Decimal _ -> number(text);
      case AttributeType.Date _ -> day(text);
      case AttributeType.Bool _ -> flag(text);
      case AttributeType.Category(Set<String> options) ->
          Optional.of(text).filter(options::contains).map(TextNode::valueOf);
      case AttributeType.MultipleChoice(Set<String> options) -> choices(options, text);
      case AttributeType.Other _ -> Optional.empty();
    };
  }

  private static Optional<JsonNode> number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(text).stripTrailingZeros();
    BigDecimal plain = number.scale() < 0 ? number.setScale(0) : number;
    // Brevo's floats are doubles: what is infinite there is no number.
    return Double.isFinite(plain.doubleValue())
        ? Optional.of(DecimalNode.valueOf(plain))
        : Optional.empty();
  }

  private static Optional<JsonNode> day(String text) {
    if (!DAY.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TextNode.valueOf(LocalDate.parse(text).toString()));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(BooleanNode.TRUE);
      case "false" -> Optional.of(BooleanNode.FALSE);
      default -> Optional.empty();
    };
  }

  private static Optional<JsonNode> choices(Set<String> options, String text) {
    ArrayNode choices = JsonNodeFactory.instance.arrayNode();
    Set<String> distinct = new LinkedHashSet<>();
    Arrays.stream(text.split(",", -1)).map(String::strip).forEach(distinct::add);
    distinct.forEach(choices::add);
    return options.containsAll(distinct) ? Optional.of(choices) : Optional.empty();
  }
}
