package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares a document with the records of this room, as strictly as the API server does with the
 * schema that is generated from the same annotations.
 */
final class Shape {
  private final Problems problems;

  private Shape(Problems problems) {
    this.problems = problems;
  }

  static void check(JsonNode node, Class<? extends Record> type, String path, Problems problems) {
    new Shape(problems).fields(node, type, path);
  }

  private void fields(JsonNode node, Class<?> type, String path) {
    if (!node.isObject()) {
      wrongType(path, "an object with fields", node);
      return;
    }
    Map<String, RecordComponent> known = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      known.put(component.getName(), component);
    }
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!known.containsKey(name)) {
            problems.add(
                YamlDocument.child(path, name),
                "unknown field" + Suggestion.of(name, known.keySet()));
          }
        });
    known.forEach((name, component) -> field(node.get(name), component, type, path));
  }

  private void field(
      @Nullable JsonNode value, RecordComponent component, Class<?> type, String path) {
    String child = YamlDocument.child(path, component.getName());
    Field field = declared(type, component);
    JsonPropertyDescription says = field.getAnnotation(JsonPropertyDescription.class);
    String description = says == null ? "" : says.value();
    if (value != null && !value.isNull()) {
      value(value, component.getAnnotatedType(), child, description);
    } else if (field.isAnnotationPresent(Required.class)) {
      problems.add(child, "is required" + (description.isEmpty() ? "" : ". " + description));
    }
  }

  private static Field declared(Class<?> type, RecordComponent component) {
    try {
      return type.getDeclaredField(component.getName());
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  private void value(JsonNode value, AnnotatedType type, String path, String description) {
    if (type instanceof AnnotatedParameterizedType generic) {
      AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
      if (((ParameterizedType) generic.getType()).getRawType() == List.class) {
        list(value, type, arguments[0], path, description);
      } else {
        map(value, type, arguments[1], path, description);
      }
      return;
    }
    switch (type.getType()) {
      case Class<?> record when record.isRecord() -> fields(value, record, path);
      case Class<?> constants when constants.isEnum() -> constant(value, constants, path);
      case Class<?> text when text == String.class -> text(value, type, path, description);
      case Class<?> whole when whole == Long.class || whole == Integer.class ->
          number(value, type, path);
      case Class<?> flag when flag == Boolean.class -> {
        if (!value.isBoolean()) {
          wrongType(path, "true or false", value);
        }
      }
      case Class<?> any when any == Object.class -> {}
      default -> throw new IllegalStateException("no rule for " + type);
    }
  }

  private void list(
      JsonNode value, AnnotatedType type, AnnotatedType of, String path, String description) {
    if (!value.isArray()) {
      wrongType(path, "a list", value);
      return;
    }
    size(value.size(), "entries", type, path);
    for (int i = 0; i < value.size(); i++) {
      value(value.get(i), of, YamlDocument.child(path, i), description);
    }
  }

  private void map(
      JsonNode value, AnnotatedType type, AnnotatedType of, String path, String description) {
    if (!value.isObject()) {
      wrongType(path, "an object with fields", value);
      return;
    }
    size(value.size(), "entries", type, path);
    value
        .properties()
        .forEach(entry ->
            value(entry.getValue(), of, YamlDocument.child(path, entry.getKey()), description));
  }

  private void text(JsonNode value, AnnotatedType type, String path, String description) {
    if (!value.isTextual()) {
      wrongType(path, "text", value);
      return;
    }
    String text = value.textValue();
    if (text.isEmpty()) {
      size(0, "characters", type, path);
    }
    Pattern pattern = type.getAnnotation(Pattern.class);
    if (pattern != null && !text.matches(pattern.value())) {
      problems.add(
          path,
          "\""
              + text
              + "\" is not of the form that is wanted"
              + (description.isEmpty() ? ": " + pattern.value() : ". " + description));
    }
    // Last, as a path has one problem and the form says more.
    size(text.codePointCount(0, text.length()), "characters", type, path);
  }

  private void number(JsonNode value, AnnotatedType type, String path) {
    boolean fits =
        type.getType() == Long.class ? value.canConvertToLong() : value.canConvertToInt();
    if (!value.isIntegralNumber() || !fits) {
      wrongType(path, "a whole number", value);
      return;
    }
    Min min = type.getAnnotation(Min.class);
    if (min != null && value.longValue() < min.value()) {
      problems.add(path, "must be at least " + (long) min.value());
    }
    Max max = type.getAnnotation(Max.class);
    if (max != null && value.longValue() > max.value()) {
      problems.add(path, "must be at most " + (long) max.value());
    }
  }

  private void size(int size, String unit, AnnotatedType type, String path) {
    Size bounds = type.getAnnotation(Size.class);
    if (bounds == null) {
      return;
    }
    if (size < bounds.min()) {
      problems.add(path, size == 0 ? "must not be empty" : "is too short");
    } else if (size > bounds.max()) {
      problems.add(path, "must have at most " + bounds.max() + " " + unit);
    }
  }

  private void constant(JsonNode value, Class<?> constants, String path) {
    List<String> names =
        Arrays.stream(constants.getFields())
            .filter(Field::isEnumConstant)
            .map(constant -> constant.getAnnotation(JsonProperty.class).value())
            .toList();
    if (!value.isTextual()) {
      wrongType(path, "one of " + String.join(", ", names), value);
    } else if (!names.contains(value.textValue())) {
      problems.add(
          path,
          "\"%s\" is not one of %s%s"
              .formatted(
                  value.textValue(),
                  String.join(", ", names),
                  Suggestion.of(value.textValue(), names)));
    }
  }

  private void wrongType(String path, String wanted, JsonNode value) {
    JsonNodeType type = value.getNodeType();
    String is =
        switch (type) {
          case OBJECT -> "is an object";
          case ARRAY -> "is a list";
          case STRING -> "is text";
          case NUMBER -> "is a number";
          case BOOLEAN -> "is true or false";
          default -> "is empty";
        };
    boolean quotes =
        wanted.equals("text") && (type == JsonNodeType.NUMBER || type == JsonNodeType.BOOLEAN);
    problems.add(path, "must be " + wanted + ", but " + is + (quotes ? ": put it in quotes" : ""));
  }
}
