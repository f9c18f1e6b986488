package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.sandbox.BrevoAttribute.Category;
import io.tajo.stripe.sandbox.BrevoAttribute.ValueType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** The attributes of an account: /v3/contacts/attributes. */
final class BrevoAttributes {
  private static final int MAX_OPTION = 200;

  /** Undocumented; the names that Brevo's own dialog takes. */
  private static final Pattern NAME = Pattern.compile("[A-Z0-9_-]{1,50}");

  private final Map<String, BrevoAttribute> byName = new LinkedHashMap<>();
  private final BrevoContacts contacts;
  private final int max;

  BrevoAttributes(BrevoContacts contacts, List<BrevoAttribute> extra, int max) {
    this.contacts = contacts;
    this.max = max;
    for (String text : List.of("FIRSTNAME", "LASTNAME", "SMS", "WHATSAPP", "LANDLINE_NUMBER")) {
      add(BrevoAttribute.normal(text, ValueType.TEXT));
    }
    for (String text : List.of("EXT_ID", "JOB_TITLE", "LINKEDIN")) {
      add(BrevoAttribute.normal(text, ValueType.TEXT));
    }
    add(BrevoAttribute.normal("OPT_IN", ValueType.BOOLEAN));
    add(BrevoAttribute.category("DOUBLE_OPT-IN", List.of("Yes", "No")));
    add(
        new BrevoAttribute(
            "BLACKLIST", Category.CALCULATED, ValueType.FLOAT, List.of(), "COUNT[BLACKLISTED]"));
    extra.forEach(this::add);
  }

  private void add(BrevoAttribute attribute) {
    byName.put(attribute.name(), attribute);
  }

  /** By its exact name: Brevo's payloads have them in upper case. */
  Optional<BrevoAttribute> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Whether transactional attributes have the one of type id that they need. */
  boolean hasTransactionalKey() {
    return byName.values().stream()
        .anyMatch(a -> a.category() == Category.TRANSACTIONAL && a.type() == ValueType.ID);
  }

  BrevoAnswer list(BrevoCall call) {
    return BrevoAnswer.of(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("attributes");
          for (BrevoAttribute attribute : byName.values()) {
            write(attribute, json);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void write(BrevoAttribute attribute, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", attribute.name());
    json.writeStringField("category", attribute.category().text());
    if (!attribute.formula().isEmpty()) {
      json.writeStringField("calculatedValue", attribute.formula());
    } else if (attribute.category() == Category.CATEGORY) {
      json.writeArrayFieldStart("enumeration");
      for (int i = 0; i < attribute.options().size(); i++) {
        json.writeStartObject();
        json.writeNumberField("value", i + 1);
        json.writeStringField("label", attribute.options().get(i));
        json.writeEndObject();
      }
      json.writeEndArray();
    } else {
      json.writeStringField("type", attribute.type().text());
    }
    if (attribute.type() == ValueType.MULTIPLE_CHOICE) {
      json.writeArrayFieldStart("multiCategoryOptions");
      for (String option : attribute.options()) {
        json.writeString(option);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  BrevoAnswer create(BrevoCall call) {
    Category category = category(call);
    String name = call.segment(4).toUpperCase(Locale.ROOT);
    BrevoBody body = call.json();
    if (!NAME.matcher(name).matches()) {
      throw BrevoRefusal.invalid("Invalid attribute name");
    }
    if (byName.containsKey(name) || name.equals("EMAIL")) {
      throw BrevoRefusal.invalid("Attribute name must be unique");
    }
    if (byName.size() >= max) {
      throw BrevoRefusal.invalid("Maximum number of attributes reached");
    }
    add(attribute(category, name, body));
    return BrevoAnswer.of(201, BrevoJson.MAPPER.createObjectNode());
  }

  private static BrevoAttribute attribute(Category category, String name, BrevoBody body) {
    return switch (category) {
      case CALCULATED, GLOBAL ->
          new BrevoAttribute(name, category, ValueType.FLOAT, List.of(), formula(body));
      case CATEGORY -> BrevoAttribute.category(name, enumeration(body));
      case NORMAL, TRANSACTIONAL -> {
        ValueType type =
            ValueType.named(
                    body.text("type").orElseThrow(() -> BrevoRefusal.missing("type is missing")))
                .orElseThrow(() -> BrevoRefusal.invalid("Invalid attribute type"));
        boolean fits =
            category == Category.NORMAL
                ? type != ValueType.ID && type != ValueType.CATEGORY
                : List.of(ValueType.TEXT, ValueType.DATE, ValueType.FLOAT, ValueType.ID)
                    .contains(type);
        if (!fits) {
          throw BrevoRefusal.invalid("Invalid attribute type for its category");
        }
        List<String> options = type == ValueType.MULTIPLE_CHOICE ? choices(body) : List.of();
        yield new BrevoAttribute(name, category, type, options, "");
      }
    };
  }

  private static String formula(BrevoBody body) {
    return body.text("value").orElseThrow(() -> BrevoRefusal.missing("value is missing"));
  }

  private static List<String> choices(BrevoBody body) {
    List<String> choices = body.texts("multiCategoryOptions");
    if (choices.isEmpty()) {
      throw BrevoRefusal.missing("multiCategoryOptions is missing");
    }
    return checked(choices);
  }

  private static List<String> enumeration(BrevoBody body) {
    List<String> labels = new ArrayList<>();
    for (BrevoBody option : body.objects("enumeration")) {
      labels.add(option.text("label").orElseThrow(() -> BrevoRefusal.missing("label is missing")));
      if (option.number("value").orElse(0L) != labels.size()) {
        throw BrevoRefusal.notSimulated("option values other than 1, 2, 3, …");
      }
    }
    if (labels.isEmpty()) {
      throw BrevoRefusal.missing("enumeration is missing");
    }
    return checked(labels);
  }

  private static List<String> checked(List<String> options) {
    if (options.stream().anyMatch(o -> o.codePointCount(0, o.length()) > MAX_OPTION)) {
      throw BrevoRefusal.invalid("Option values cannot exceed 200 characters");
    }
    return options;
  }

  /** Options and formulas can change, types cannot. */
  BrevoAnswer update(BrevoCall call) {
    BrevoAttribute old = existing(call);
    BrevoBody body = call.json();
    BrevoAttribute changed =
        switch (old.category()) {
          case CALCULATED, GLOBAL ->
              new BrevoAttribute(old.name(), old.category(), old.type(), List.of(), formula(body));
          case CATEGORY -> BrevoAttribute.category(old.name(), enumeration(body));
          case NORMAL, TRANSACTIONAL -> {
            if (old.type() != ValueType.MULTIPLE_CHOICE) {
              throw BrevoRefusal.invalid("The type of an attribute cannot be changed");
            }
            List<String> options = new ArrayList<>(old.options());
            choices(body).stream().filter(o -> !options.contains(o)).forEach(options::add);
            yield BrevoAttribute.multipleChoice(old.name(), options);
          }
        };
    add(changed);
    return BrevoAnswer.NO_CONTENT;
  }

  /** Takes the values of all contacts along. */
  BrevoAnswer delete(BrevoCall call) {
    BrevoAttribute attribute = existing(call);
    byName.remove(attribute.name());
    for (BrevoContact contact : contacts.stream().toList()) {
      SortedMap<String, JsonNode> values = contact.attributes();
      if (values.remove(attribute.name()) != null) {
        contacts.put(contact, contact.with(values));
      }
    }
    return BrevoAnswer.NO_CONTENT;
  }

  private BrevoAttribute existing(BrevoCall call) {
    Category category = category(call);
    return find(call.segment(4).toUpperCase(Locale.ROOT))
        .filter(attribute -> attribute.category() == category)
        .orElseThrow(() -> BrevoRefusal.notFound("Attribute not found"));
  }

  private static Category category(BrevoCall call) {
    return Category.named(call.segment(3))
        .orElseThrow(() -> BrevoRefusal.invalid("Invalid attribute category"));
  }
}
