package io.tajo.stripe.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an API server says to a resource: the schema first (with Go's expressions, Kubernetes'
 * formats and list types), and the CEL rules where the schema has nothing to say.
 */
public final class Admission {
  private final ObjectNode definition;
  private final Schema schema;
  private final CelRules rules;

  /** As the definition of a kind has it. */
  public Admission(Class<? extends CustomResource<?, ?>> kind) {
    definition = CrdFiles.schema(kind);
    Dialect dialect =
        Dialect.builder("https://kubernetes.io/structural", Dialects.getDraft4())
            .format(new Cidr())
            .build();
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .formatAssertionsEnabled(true)
            .regularExpressionFactory(pattern -> {
              Pattern compiled = Pattern.compile(pattern);
              return text -> compiled.matcher(text).find();
            })
            .build();
    schema =
        SchemaRegistry.withDialect(dialect, builder -> builder.schemaRegistryConfig(config))
            .getSchema(definition);
    rules = new CelRules(definition);
  }

  /** Every reason to refuse a resource, with its path; none: it is taken. */
  public List<String> refusals(JsonNode resource, Optional<? extends JsonNode> old) {
    List<String> refusals = new ArrayList<>();
    schema.validate(resource).forEach(error -> refusals.add(text(error)));
    distinct(definition, resource, "", refusals);
    return refusals.isEmpty() ? rules.refusals(resource, old) : refusals;
  }

  /**
   * Fields that the schema does not know. A server drops them without a word, and refuses them only
   * where the client asks for it, as {@code kubectl} does by default ({@code --validate=strict}).
   */
  public List<String> unknown(JsonNode resource) {
    List<String> unknown = new ArrayList<>();
    resource
        .properties()
        .forEach(field -> {
          if (!Set.of("apiVersion", "kind", "metadata").contains(field.getKey())) {
            JsonNode known = definition.path("properties").path(field.getKey());
            unknown(known, field.getValue(), field.getKey(), unknown);
          }
        });
    return unknown;
  }

  private static void unknown(JsonNode known, JsonNode value, String path, List<String> unknown) {
    if (known.isMissingNode()) {
      unknown.add("unknown field \"" + path + "\"");
      return;
    }
    for (int i = 0; i < value.size() && value.isArray(); i++) {
      unknown(known.path("items"), value.get(i), path + "[" + i + "]", unknown);
    }
    if (!known.has("additionalProperties")) {
      value
          .properties()
          .forEach(field ->
              unknown(
                  known.path("properties").path(field.getKey()),
                  field.getValue(),
                  CelRules.child(path, field.getKey()),
                  unknown));
    }
  }

  private static String text(com.networknt.schema.Error error) {
    String path = error.getInstanceLocation().toString().replaceAll("/(\\d+)", "[$1]");
    path = path.replaceFirst("^/", "").replace('/', '.');
    String field = error.getKeyword().equals("required") ? error.getProperty() : "";
    return (field.isEmpty() ? path : CelRules.child(path, field)) + ": " + error.getMessage();
  }

  private static void distinct(
      JsonNode schema, JsonNode value, String path, List<String> refusals) {
    if (value.isArray() && !schema.path("x-kubernetes-list-type").asText().equals("atomic")) {
      Set<JsonNode> seen = new HashSet<>();
      for (int i = 0; i < value.size(); i++) {
        if (!seen.add(key(schema, value.get(i)))) {
          refusals.add(path + "[" + i + "]: Duplicate value");
        }
      }
    }
    value
        .properties()
        .forEach(field ->
            distinct(
                schema.path("properties").path(field.getKey()),
                field.getValue(),
                CelRules.child(path, field.getKey()),
                refusals));
  }

  private static JsonNode key(JsonNode schema, JsonNode item) {
    JsonNode keys = schema.path("x-kubernetes-list-map-keys");
    if (keys.isMissingNode() || !item.isObject()) {
      return item;
    }
    ObjectNode key = item.deepCopy();
    List<String> names = new ArrayList<>();
    keys.forEach(name -> names.add(name.textValue()));
    return key.retain(names);
  }

  /** {@code format: cidr}: what Go's {@code net.ParseCIDR} takes. */
  private static final class Cidr implements Format {
    private static final Pattern BYTE = Pattern.compile("25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d");

    @Override
    public String getName() {
      return "cidr";
    }

    @Override
    public String getMessageKey() {
      return "format";
    }

    @Override
    public boolean matches(com.networknt.schema.ExecutionContext context, String text) {
      String[] parts = text.split("/", 2);
      if (parts.length < 2 || !parts[1].matches("0|[1-9][0-9]{0,2}")) {
        return false;
      }
      boolean six = parts[0].contains(":");
      if (!six
          && (parts[0].split("\\.", -1).length != 4
              || !List.of(parts[0].split("\\.", -1)).stream().allMatch(BYTE::matches))) {
        return false;
      }
      try {
        java.net.InetAddress.ofLiteral(parts[0]);
        return Integer.parseInt(parts[1]) <= (six ? 128 : 32);
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }
}
