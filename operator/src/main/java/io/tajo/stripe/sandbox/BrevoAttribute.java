package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A contact attribute of the simulated Brevo account and the values it takes; all others are
 * ignored without a word, as Brevo's reference says of values that do not match the type ("Create a
 * contact").
 *
 * @param name in upper case
 * @param options of a category attribute, in the order of their values 1, 2, 3, …; of a
 *     multiple-choice attribute its options; otherwise empty
 * @param formula of a calculated or global attribute, otherwise empty
 */
public record BrevoAttribute(
    String name, Category category, ValueType type, List<String> options, String formula) {
  private static final int MAX_SCALE = 30;

  /** Where an attribute stands in Brevo's attribute paths. */
  public enum Category {
    NORMAL,
    CATEGORY,
    TRANSACTIONAL,
    CALCULATED,
    GLOBAL;

    static Optional<Category> named(String text) {
      return List.of(values()).stream().filter(c -> c.text().equals(text)).findFirst();
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What an attribute holds. */
  public enum ValueType {
    TEXT,
    DATE,
    FLOAT,
    BOOLEAN,
    ID,
    CATEGORY,
    MULTIPLE_CHOICE,
    USER;

    static Optional<ValueType> named(String text) {
      return List.of(values()).stream().filter(t -> t.text().equals(text)).findFirst();
    }

    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A normal attribute without options. */
  public static BrevoAttribute normal(String name, ValueType type) {
    return new BrevoAttribute(name, Category.NORMAL, type, List.of(), "");
  }

  /** A category attribute; its options have the values 1, 2, 3, … */
  public static BrevoAttribute category(String name, List<String> labels) {
    return new BrevoAttribute(name, Category.CATEGORY, ValueType.CATEGORY, List.copyOf(labels), "");
  }

  /** A normal attribute that holds any number of the options. */
  public static BrevoAttribute multipleChoice(String name, List<String> options) {
    return new BrevoAttribute(
        name, Category.NORMAL, ValueType.MULTIPLE_CHOICE, List.copyOf(options), "");
  }

  /** Whether contact writes reach it at all. */
  boolean writable() {
    return category == Category.NORMAL || category == Category.CATEGORY;
  }

  /** What is stored of a value; empty: it does not match the type and is ignored. */
  Optional<JsonNode> stored(JsonNode value) {
    return switch (type) {
      case TEXT, ID, USER -> Optional.of(value).filter(JsonNode::isTextual);
      case BOOLEAN -> Optional.of(value).filter(BooleanNode.class::isInstance);
      case FLOAT -> number(value);
      case DATE -> value.isTextual() ? date(value.textValue()) : Optional.empty();
      case CATEGORY -> option(value);
      case MULTIPLE_CHOICE -> Optional.of(value).filter(this::onlyOptions);
    };
  }

  private static Optional<JsonNode> number(JsonNode value) {
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      return Optional.empty();
    }
    BigDecimal number = value.decimalValue().stripTrailingZeros();
    return number.scale() > MAX_SCALE
        ? Optional.empty()
        : Optional.of(DecimalNode.valueOf(number.scale() < 0 ? number.setScale(0) : number));
  }

  private static Optional<JsonNode> date(String text) {
    try {
      LocalDate date =
          text.length() > "2026-11-23".length()
              ? OffsetDateTime.parse(text).toLocalDate()
              : LocalDate.parse(text);
      return Optional.of(TextNode.valueOf(date.toString()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private Optional<JsonNode> option(JsonNode value) {
    if (!value.isTextual() && !value.isIntegralNumber()) {
      return Optional.empty();
    }
    String text = value.asText();
    for (int i = 0; i < options.size(); i++) {
      if (text.equals(options.get(i)) || text.equals(Integer.toString(i + 1))) {
        return Optional.of(LongNode.valueOf(i + 1L));
      }
    }
    return Optional.empty();
  }

  private boolean onlyOptions(JsonNode value) {
    if (!value.isArray()) {
      return false;
    }
    for (JsonNode choice : value) {
      if (!choice.isTextual() || !options.contains(choice.textValue())) {
        return false;
      }
    }
    return true;
  }
}
