package io.tajo.stripe.pipeline;

import io.tajo.stripe.brevo.Attribute;
import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.contact.AttributeType;
import io.tajo.stripe.contact.Lists;
import io.tajo.stripe.contact.Mapping;
import io.tajo.stripe.contact.Schema;
import io.tajo.stripe.contact.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must stand in Brevo before contacts are written: lists, and attributes of the right types.
 */
final class BrevoSetup {
  /**
   * Brevo's attributes as far as contacts can be given them.
   *
   * @param taken names that no metadata key may become: those of another category than normal
   */
  record Attributes(Schema schema, Set<String> taken) {}

  private final Brevo brevo;

  BrevoSetup(Brevo brevo) {
    this.brevo = brevo;
  }

  /** The configured lists by what they are for. */
  static Map<String, Long> wanted(Lists lists) {
    Map<String, Long> wanted = new TreeMap<>();
    wanted.put("allCustomers", lists.allCustomers());
    if (lists.subscribers() != null) {
      wanted.put("subscribers", lists.subscribers());
    }
    if (lists.churned() != null) {
      wanted.put("churned", lists.churned());
    }
    return wanted;
  }

  /** Those of them that Brevo lacks. */
  Map<String, Long> missingLists(Lists lists) {
    Map<String, Long> missing = wanted(lists);
    missing.values().removeIf(id -> brevo.list(id).isPresent());
    return missing;
  }

  Attributes attributes() {
    Map<String, AttributeType> types = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (Attribute attribute : brevo.attributes()) {
      switch (attribute.category()) {
        case "normal" ->
            types.put(attribute.name(), AttributeType.of(attribute.type(), attribute.options()));
        case "category" -> {
          types.put(attribute.name(), AttributeType.of("category", attribute.options()));
          taken.add(attribute.name());
        }
        default -> taken.add(attribute.name());
      }
    }
    return new Attributes(new Schema(types), taken);
  }

  /** What the mapping needs and Brevo lacks; a name that Brevo has for something else is none. */
  static List<Target> missing(Mapping mapping, Attributes attributes) {
    return mapping.missing(attributes.schema()).stream()
        .filter(target -> !attributes.taken().contains(target.attribute()))
        .toList();
  }

  /** Makes the attributes in Brevo; the schema as it is then. */
  Schema create(List<Target> missing, Attributes attributes) {
    for (Target target : missing) {
      brevo.createAttribute(target.attribute(), type(target).brevoName());
    }
    return missing.isEmpty() ? attributes.schema() : attributes().schema();
  }

  /** The schema as it would be with the attributes made; for a dry run. */
  static Schema imagined(List<Target> missing, Attributes attributes) {
    Map<String, AttributeType> types = new HashMap<>(attributes.schema().attributes());
    for (Target target : missing) {
      types.put(target.attribute(), type(target));
    }
    return new Schema(types);
  }

  private static AttributeType type(Target target) {
    return AttributeType.created(target.source().field().kind());
  }

  /** Attributes of a type or category that this connector does not write. */
  static List<String> unusable(Mapping mapping, Attributes attributes) {
    List<String> names = new ArrayList<>();
    for (Target target : mapping.targets()) {
      AttributeType type = attributes.schema().attributes().get(target.attribute());
      boolean other = type instanceof AttributeType.Other;
      if (other || (type == null && attributes.taken().contains(target.attribute()))) {
        names.add(target.attribute());
      }
    }
    return names;
  }
}
