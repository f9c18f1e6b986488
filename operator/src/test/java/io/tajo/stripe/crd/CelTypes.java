package io.tajo.stripe.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** CEL's types of a structural schema, as Kubernetes declares them; objects are called by path. */
final class CelTypes implements CelTypeProvider {
  private static final String ROOT = "resource";

  private final ImmutableMap<String, CelType> byPath;

  CelTypes(ObjectNode schema) {
    Map<String, CelType> declared = new LinkedHashMap<>();
    declare(schema, "", declared);
    byPath = ImmutableMap.copyOf(declared);
  }

  /** Rules of a resource see its kind, apiVersion, and of its metadata the names. */
  static ObjectNode withMetadata(ObjectNode schema) {
    ObjectNode root = schema.deepCopy();
    ObjectNode properties = root.withObject("/properties");
    properties.putObject("kind").put("type", "string");
    properties.putObject("apiVersion").put("type", "string");
    ObjectNode metadata = properties.putObject("metadata").put("type", "object");
    metadata.withObject("/properties/name").put("type", "string");
    metadata.withObject("/properties/generateName").put("type", "string");
    return root;
  }

  CelType of(String path) {
    return byPath.get(path);
  }

  private static CelType declare(JsonNode schema, String path, Map<String, CelType> byPath) {
    CelType type =
        switch (schema.path("type").asText()) {
          case "object" ->
              schema.has("additionalProperties")
                  ? MapType.create(
                      SimpleType.STRING,
                      declare(schema.get("additionalProperties"), path + "{}", byPath))
                  : struct(schema, path, byPath);
          case "array" -> ListType.create(declare(schema.get("items"), path + "[]", byPath));
          case "integer" -> SimpleType.INT;
          case "number" -> SimpleType.DOUBLE;
          case "boolean" -> SimpleType.BOOL;
          case "string" ->
              schema.path("format").asText().startsWith("date")
                  ? SimpleType.TIMESTAMP
                  : SimpleType.STRING;
          default -> throw new IllegalStateException("no type at " + path);
        };
    byPath.put(path, type);
    return type;
  }

  private static StructType struct(JsonNode schema, String path, Map<String, CelType> byPath) {
    ImmutableMap.Builder<String, CelType> builder = ImmutableMap.builder();
    schema
        .path("properties")
        .properties()
        .forEach(field ->
            builder.put(
                field.getKey(),
                declare(field.getValue(), CelRules.child(path, field.getKey()), byPath)));
    ImmutableMap<String, CelType> fields = builder.buildOrThrow();
    return StructType.create(
        path.isEmpty() ? ROOT : ROOT + "." + path,
        fields.keySet(),
        name -> Optional.ofNullable(fields.get(name)));
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return byPath.values().stream()
        .filter(StructType.class::isInstance)
        .collect(ImmutableList.toImmutableList());
  }

  @Override
  public Optional<CelType> findType(String name) {
    return types().stream().filter(type -> type.name().equals(name)).findFirst();
  }

  /** A value as CEL takes it. */
  static Object value(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> object = new LinkedHashMap<>();
      node.properties().forEach(field -> object.put(field.getKey(), value(field.getValue())));
      return object;
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(item -> list.add(value(item)));
      return list;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNumber() ? (Object) node.longValue() : node.asText();
  }
}
