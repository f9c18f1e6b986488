package io.tajo.stripe.contact;

import io.tajo.stripe.contact.MappingException.Problem;
import io.tajo.stripe.profile.Field;
import io.tajo.stripe.profile.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads one {@code spec.fieldMapping}, in the order of its sources' names. */
final class MappingReader {
  private static final String KNOWN =
      Arrays.stream(Field.values())
          .filter(field -> field != Field.METADATA && field != Field.TOTAL_SPENT_IN)
          .map(Field::sourceName)
          .collect(Collectors.joining(", ", "", ", metadata.KEY, total_spent.CUR"));

  private final List<Target> targets = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Source, String> nameBySource = new HashMap<>();
  private final Map<String, String> nameByAttribute = new HashMap<>();

  Mapping read(Map<String, String> fieldMapping) {
    // A key without a value in YAML arrives as null, whatever the type says.
    new TreeMap<>(fieldMapping)
        .forEach((name, attribute) -> read(name, Objects.requireNonNullElse(attribute, "")));
    if (!problems.isEmpty()) {
      throw new MappingException(problems);
    }
    return new Mapping(targets);
  }

  private void read(String name, String attributeAsGiven) {
    Source source = Source.parse(name).orElse(null);
    if (source == null) {
      problem(name, "there is no such source; the sources are " + KNOWN);
      return;
    }
    String twin = nameBySource.putIfAbsent(source, name);
    if (twin != null) {
      problem(name, "is the same source as " + twin + "; remove one of them");
    }
    String attribute = attributeAsGiven.toUpperCase(Locale.ROOT);
    Optional<String> refusal = refusal(source, attributeAsGiven, attribute);
    if (refusal.isPresent()) {
      problem(name, refusal.get());
      return;
    }
    String rival = nameByAttribute.putIfAbsent(attribute, name);
    if (rival != null) {
      problem(name, attribute + " is already written from " + rival + "; give one of them another");
    } else if (!attribute.equals(BuiltIn.EMAIL)) {
      targets.add(new Target(source, attribute));
    }
  }

  private static Optional<String> refusal(Source source, String asGiven, String attribute) {
    if (attribute.equals("BLACKLIST") || attribute.equals("DOUBLE_OPT-IN")) {
      return Optional.of(
          attribute + " is Brevo's record of consent and never mapped; see spec.brevo.consent");
    }
    if (!BuiltIn.NAME.matcher(asGiven).matches()) {
      return Optional.of("'" + asGiven + "' is no attribute's name: use letters A-Z, digits and _");
    }
    if (attribute.equals(BuiltIn.EMAIL) && source.field() != Field.EMAIL) {
      return Optional.of("EMAIL is the contact's identifier: only email goes there");
    }
    if (attribute.equals("EXT_ID")) {
      return Optional.of("EXT_ID is an identifier of Brevo's; name another attribute");
    }
    if (BuiltIn.PHONES.contains(attribute)
        && source.field() != Field.PHONE
        && source.field() != Field.METADATA) {
      return Optional.of(
          attribute + " holds a phone number: map phone or a metadata key to it, nothing else");
    }
    return Optional.empty();
  }

  private void problem(String name, String message) {
    problems.add(new Problem("spec.fieldMapping." + name, message));
  }
}
