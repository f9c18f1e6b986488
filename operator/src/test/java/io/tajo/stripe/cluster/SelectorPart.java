package io.tajo.stripe.cluster;

import io.fabric8.mockwebserver.crud.Attribute;
import io.fabric8.mockwebserver.crud.AttributeType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One requirement of a label or field selector. */
record SelectorPart(String name, AttributeType type, List<String> values) {
  private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)");
  private static final Pattern EQUAL = Pattern.compile("([^!=\\s]+)\\s*(!=|==|=)\\s*([^=]*)");

  /** Reads one; 400 for what is none. */
  static SelectorPart of(String text) {
    String part = text.strip();
    Matcher set = SET.matcher(part);
    if (set.matches()) {
      List<String> values = List.of(set.group(3).strip().split("\\s*,\\s*"));
      AttributeType type = set.group(2).equals("in") ? AttributeType.IN : AttributeType.NOT_IN;
      return new SelectorPart(set.group(1), type, values);
    }
    Matcher equal = EQUAL.matcher(part);
    if (equal.matches()) {
      AttributeType type = equal.group(2).equals("!=") ? AttributeType.WITHOUT : AttributeType.WITH;
      return new SelectorPart(equal.group(1), type, List.of(equal.group(3).strip()));
    }
    if (part.matches("!?[A-Za-z0-9_./-]+")) {
      boolean not = part.startsWith("!");
      AttributeType type = not ? AttributeType.NOT_EXISTS : AttributeType.EXISTS;
      return new SelectorPart(not ? part.substring(1) : part, type, List.of(""));
    }
    throw ApiError.badRequest("unable to parse requirement: " + part);
  }

  /** The attribute of a field; 400 for one that cannot be selected by. */
  Attribute field() {
    if (!List.of("metadata.name", "metadata.namespace").contains(name)) {
      throw ApiError.badRequest("field label not supported: " + name);
    }
    return attribute("");
  }

  /** The attribute of the mock's store that it asks for. */
  Attribute attribute(String prefix) {
    return new Attribute(prefix + name, values, type);
  }
}
