package io.tajo.stripe.docs;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.CustomResource;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.crd.CrdFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of docs/reference.md, made from the definitions; the text between them is kept. */
final class Reference {
  static final String PAGE = "docs/reference.md";
  static final String COMMAND =
      "./mvnw -B -pl operator test -Dtest=ReferenceTest -Dreference.write";

  private static final Pattern MADE =
      Pattern.compile("(?s)(<!-- made: (\\w+) (\\w+) -->\n).*?(<!-- end -->)");
  private static final Map<String, Class<? extends CustomResource<?, ?>>> KINDS =
      Map.of("StripeConnector", StripeConnector.class, "StripeSync", StripeSync.class);
  private static final Set<String> REFERENCE = Set.of("name", "key");

  private Reference() {}

  /** The page with its tables made anew. */
  static String made(String page) {
    return MADE.matcher(page)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                found.group(1)
                    + tables(CrdFiles.schema(KINDS.get(found.group(2))), found.group(3))
                    + found.group(4)));
  }

  private static String tables(JsonNode schema, String part) {
    JsonNode fields = schema.path("properties").path(part);
    StringBuilder text = new StringBuilder("| field | type | meaning |\n|---|---|---|\n");
    rows(fields, "", text);
    List<String> rules = new ArrayList<>();
    if (part.equals("spec")) {
      rules(schema, "", rules);
    }
    if (!rules.isEmpty()) {
      text.append("\nWhat else must hold:\n\n");
      rules.forEach(rule -> text.append("- ").append(rule).append('\n'));
    }
    return text.toString();
  }

  private static void rows(JsonNode parent, String path, StringBuilder text) {
    Set<String> required = new TreeSet<>();
    parent.path("required").forEach(name -> required.add(name.asText()));
    parent
        .path("properties")
        .properties()
        .forEach(field -> {
          String name = path + field.getKey();
          JsonNode schema = field.getValue();
          String code = "`" + name + "`";
          text.append("| ")
              .append(required.contains(field.getKey()) ? "**" + code + "**" : code)
              .append(" | ")
              .append(type(schema))
              .append(" | ")
              .append(schema.path("description").asText().replaceAll("[|*]", "\\\\$0"))
              .append(" |\n");
          if (isReference(schema)) {
            return;
          }
          rows(schema, name + ".", text);
          if (!isReference(schema.path("items"))) {
            rows(schema.path("items"), name + "[].", text);
          }
        });
  }

  private static boolean isReference(JsonNode schema) {
    Set<String> names = new TreeSet<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return names.equals(REFERENCE);
  }

  private static String type(JsonNode schema) {
    if (isReference(schema)) {
      return "key of a Secret";
    }
    return switch (schema.path("type").asText()) {
      case "array" -> "list of " + plural(schema.path("items"));
      case "object" -> schema.has("additionalProperties") ? "map" : "object";
      case "boolean" -> "`true` or `false`";
      case "integer" -> "integer" + range(schema);
      default -> text(schema);
    };
  }

  private static String plural(JsonNode items) {
    if (isReference(items)) {
      return "keys of Secrets";
    }
    return items.path("type").asText().equals("object") ? "objects" : "texts";
  }

  private static String range(JsonNode schema) {
    if (!schema.has("minimum")) {
      return "";
    }
    String least = ", " + schema.path("minimum").asText();
    return schema.has("maximum")
        ? least + " to " + schema.path("maximum").asText()
        : least + " or more";
  }

  private static String text(JsonNode schema) {
    return switch (schema.path("format").asText()) {
      case "date" -> "date";
      case "date-time" -> "time";
      default -> "text";
    };
  }

  private static void rules(JsonNode schema, String path, List<String> rules) {
    schema
        .path("x-kubernetes-validations")
        .forEach(rule ->
            rules.add((path.isEmpty() ? "" : "`" + path + "`: ") + rule.path("message").asText()));
    schema
        .path("properties")
        .properties()
        .forEach(field ->
            rules(
                field.getValue(),
                path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                rules));
  }
}
