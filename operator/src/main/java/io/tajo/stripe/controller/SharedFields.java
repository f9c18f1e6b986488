package io.tajo.stripe.controller;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads {@code metadata.managedFields} so that equal parts are there once. They are most of what an
 * operator with many connectors holds in memory, and nearly the same for each: a connector's
 * objects take a third of the memory (docs/benchmarks.md).
 */
public final class SharedFields extends StdDeserializer<FieldsV1> {
  private static final long serialVersionUID = 1;

  /** What is a part of many objects is among the first. */
  private static final int MOST = 10_000;

  /** In this key of an owner reference, and so in all around it, no two connectors agree. */
  private static final String OF_ONE = "k:{\"uid\":";

  private final transient Map<Map<String, Object>, Map<String, Object>> parts =
      new ConcurrentHashMap<>();

  private SharedFields() {
    super(FieldsV1.class);
  }

  /** How the operator's client reads what the API server sends. */
  public static KubernetesSerialization serialization() {
    ObjectMapper mapper = new ObjectMapper();
    KubernetesSerialization serialization = new KubernetesSerialization(mapper, true);
    // A field of newer definitions: one connector must not stop the watch over all.
    mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    mapper.registerModule(
        new SimpleModule("shared-fields").addDeserializer(FieldsV1.class, new SharedFields()));
    return serialization;
  }

  @Override
  public FieldsV1 deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    FieldsV1 fields = new FieldsV1();
    fields.setAdditionalProperties(read(context.readValue(parser, Object.class)).fields());
    return fields;
  }

  /**
   * A part of a tree.
   *
   * @param common whether another object may have it too
   */
  private record Part(Map<String, Object> fields, boolean common) {}

  private Part read(Object json) {
    Map<String, Object> fields = new LinkedHashMap<>();
    boolean common = true;
    if (json instanceof Map<?, ?> object) {
      for (Map.Entry<?, ?> field : object.entrySet()) {
        String name = String.valueOf(field.getKey());
        Part below = read(field.getValue());
        fields.put(name, below.fields());
        common &= below.common() && !name.startsWith(OF_ONE);
      }
    }
    return common ? new Part(shared(fields), true) : new Part(fields, false);
  }

  private Map<String, Object> shared(Map<String, Object> fields) {
    return Optional.ofNullable(parts.get(fields))
        .orElseGet(() -> {
          Map<String, Object> fixed = Collections.unmodifiableMap(fields);
          if (parts.size() < MOST) {
            parts.put(fixed, fixed);
          }
          return fixed;
        });
  }
}
