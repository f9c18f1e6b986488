package io.tajo.stripe.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts into a generated definition what the generator has no annotation for. */
final class SchemaDetails {
  private static final String KIND = "x-kubernetes-list-type";
  private static final String KEYS = "x-kubernetes-list-map-keys";

  /** Lists without an entry twice; all others are replaced as a whole. */
  private static final Map<String, List<String>> DISTINCT =
      Map.of(
          "spec.resources", List.of(),
          "spec.sync.resources", List.of(),
          "spec.events.include", List.of(),
          "spec.events.exclude", List.of(),
          "spec.webhook.allowedSourceRanges", List.of(),
          "spec.webhook.signingSecrets", List.of("name", "key"),
          "status.conditions", List.of("type"));

  private static final Map<String, String> FORMATS =
      Map.of(
          "spec.since", "date",
          "spec.sync.since", "date",
          "spec.webhook.allowedSourceRanges[]", "cidr");

  private final Class<? extends CustomResource<?, ?>> kind;

  SchemaDetails(Class<? extends CustomResource<?, ?>> kind) {
    this.kind = kind;
  }

  void complete(ObjectNode definition) {
    ObjectNode version = (ObjectNode) definition.at("/spec/versions/0");
    ObjectNode schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
    schema.put("description", kind.getAnnotation(JsonClassDescription.class).value());
    Type[] parts = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
    value(schema.withObject("/properties/spec"), parts[0], "spec");
    value(schema.withObject("/properties/status"), parts[1], "status");
    tidy(schema);
    columns(version);
  }

  private void value(ObjectNode schema, Type type, String path) {
    switch (type) {
      case Class<?> record when record.isRecord() -> {
        for (RecordComponent field : record.getRecordComponents()) {
          value(
              (ObjectNode) schema.path("properties").path(field.getName()),
              field.getGenericType(),
              path + "." + field.getName());
        }
      }
      case Class<?> whole when whole == Long.class || whole == long.class ->
          schema.put("format", "int64");
      case Class<?> whole when whole == Integer.class || whole == int.class ->
          schema.put("format", "int32");
      case ParameterizedType list when list.getRawType() == List.class ->
          list(schema, list.getActualTypeArguments()[0], path);
      case ParameterizedType map ->
          value(
              (ObjectNode) schema.path("additionalProperties"),
              map.getActualTypeArguments()[1],
              path + "{}");
      case Type scalar -> {}
    }
    if (FORMATS.containsKey(path)) {
      schema.put("format", FORMATS.get(path));
    }
  }

  private void list(ObjectNode schema, Type of, String path) {
    if (of == Condition.class) {
      schema.set("items", ConditionSchema.items());
    } else {
      value((ObjectNode) schema.path("items"), of, path + "[]");
    }
    List<String> keys = DISTINCT.get(path);
    if (keys == null) {
      schema.put(KIND, "atomic");
    } else if (keys.isEmpty()) {
      schema.put(KIND, "set");
    } else {
      keys.forEach(schema.putArray(KEYS)::add);
      schema.put(KIND, "map");
    }
  }

  /** 1 for 1.0, as the API server writes it, and each rule once: a map's come twice. */
  private static void tidy(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.get("x-kubernetes-validations") instanceof ArrayNode rules) {
        Set<JsonNode> once = new LinkedHashSet<>();
        rules.forEach(once::add);
        object.putArray("x-kubernetes-validations").addAll(once);
      }
      object
          .properties()
          .forEach(property -> {
            JsonNode value = property.getValue();
            if (value.isFloatingPointNumber() && value.doubleValue() == value.longValue()) {
              property.setValue(object.numberNode(value.longValue()));
            }
          });
    }
    node.forEach(SchemaDetails::tidy);
  }

  /** The generator sorts columns by path; they are wanted in the order of the annotations. */
  private void columns(ObjectNode version) {
    List<String> order = new ArrayList<>();
    for (AdditionalPrinterColumn column :
        kind.getAnnotationsByType(AdditionalPrinterColumn.class)) {
      order.add(column.name());
    }
    List<JsonNode> columns = new ArrayList<>();
    version.path("additionalPrinterColumns").forEach(columns::add);
    columns.sort(Comparator.comparingInt(column -> order.indexOf(column.path("name").asText())));
    ArrayNode sorted = version.putArray("additionalPrinterColumns");
    columns.forEach(sorted::add);
  }
}
