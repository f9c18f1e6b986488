package io.tajo.stripe.contact;

import io.tajo.stripe.profile.Field;
import io.tajo.stripe.profile.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which figure goes to which Brevo attribute: at most one source for an attribute, and never for
 * EMAIL, which is the identifier.
 */
public final class Mapping {
  private final List<Target> targets;

  Mapping(List<Target> targets) {
    this.targets = List.copyOf(targets);
  }

  /**
   * Reads {@code spec.fieldMapping}: source names to attribute names, which are upper-cased. {@code
   * email: EMAIL} is allowed and says nothing new.
   *
   * @throws MappingException with every problem that it has
   */
  public static Mapping of(Map<String, String> fieldMapping) {
    return new MappingReader().read(fieldMapping);
  }

  /**
   * What applies without {@code spec.fieldMapping}.
   *
   * @param prefix {@code spec.brevo.attributePrefix}; it stands before every name but FIRSTNAME,
   *     LASTNAME and SMS, which every Brevo account has and connectors may share
   * @param keys as the last full run chose them
   * @throws MappingException if the prefix has other characters than A–Z, 0–9, _
   */
  public static Mapping standard(String prefix, MetadataKeys keys) {
    Map<String, Source> sources = defaults(prefix);
    // Keys outlive a change of the prefix until the next full run: a default's name stays its own.
    keys.chosen().forEach((key, attribute) -> sources.putIfAbsent(attribute, Source.metadata(key)));
    return new Mapping(
        sources.entrySet().stream()
            .map(entry -> new Target(entry.getValue(), entry.getKey()))
            .toList());
  }

  /** The default mapping without metadata, by attribute. */
  private static Map<String, Source> defaults(String prefix) {
    String start = prefix(prefix);
    Map<String, Source> sources = new LinkedHashMap<>();
    sources.put(BuiltIn.FIRSTNAME, Source.of(Field.FIRST_NAME));
    sources.put(BuiltIn.LASTNAME, Source.of(Field.LAST_NAME));
    sources.put(BuiltIn.SMS, Source.of(Field.PHONE));
    for (Field field : List.of(Field.CURRENCY, Field.CREATED, Field.SUBSCRIPTIONS, Field.BALANCE)) {
      sources.put(start + field.name(), Source.of(field));
    }
    return sources;
  }

  static Set<String> defaultNames(String prefix) {
    return defaults(prefix).keySet();
  }

  static String prefix(String prefix) {
    if (!prefix.isEmpty() && !BuiltIn.NAME.matcher(prefix).matches()) {
      throw new MappingException(
          List.of(
              new MappingException.Problem(
                  "spec.brevo.attributePrefix",
                  "'" + prefix + "' begins no attribute's name: use letters A-Z, digits and _")));
    }
    return prefix.toUpperCase(Locale.ROOT);
  }

  /** Every attribute that is written, EMAIL not among them. */
  public List<Target> targets() {
    return targets;
  }

  /** The attributes' names. */
  public SortedSet<String> attributes() {
    return targets.stream().map(Target::attribute).collect(Collectors.toCollection(TreeSet::new));
  }

  /** What Brevo lacks: to be created, or to be named in a condition. */
  public List<Target> missing(Schema schema) {
    return targets.stream()
        .filter(target -> !schema.attributes().containsKey(target.attribute()))
        .toList();
  }
}
