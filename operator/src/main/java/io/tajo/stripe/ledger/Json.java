package io.tajo.stripe.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a jsonb column holds: records by their component names, moments as Unix time in seconds. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new Seconds())
                  .addDeserializer(Instant.class, new FromSeconds()))
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          // The other version of the program may be writing while a roll-out lasts.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final TypeReference<TreeMap<String, JsonNode>> NODES = new TypeReference<>() {};
  private static final String NUL = "\\u0000";

  private Json() {}

  static String write(Object value) {
    try {
      return Text.clean(withoutNul(MAPPER.writeValueAsString(value)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A record cannot be written as JSON", e);
    }
  }

  static <T> T read(String json, TypeReference<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      // The cause quotes the content, which is personal.
      throw new IllegalStateException("A jsonb column of the ledger cannot be read as " + type);
    }
  }

  /** Values by name, numbers as the contact room makes them: decimal, without trailing zeros. */
  static SortedMap<String, JsonNode> values(String json) {
    TreeMap<String, JsonNode> values = read(json, NODES);
    values.replaceAll((name, value) -> decimal(value));
    return values;
  }

  private static JsonNode decimal(JsonNode value) {
    if (value.isNumber()) {
      BigDecimal number = value.decimalValue().stripTrailingZeros();
      return DecimalNode.valueOf(number.scale() < 0 ? number.setScale(0) : number);
    }
    if (value instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(element -> copy.add(decimal(element)));
      return copy;
    }
    return value;
  }

  /** Takes the escape of NUL, which jsonb refuses, out of JSON text. */
  private static String withoutNul(String json) {
    if (!json.contains(NUL)) {
      return json;
    }
    StringBuilder kept = new StringBuilder(json.length());
    int i = 0;
    while (i < json.length()) {
      if (json.startsWith(NUL, i)) {
        i += NUL.length();
      } else {
        int end = json.charAt(i) == '\\' ? i + 2 : i + 1;
        kept.append(json, i, end);
        i = end;
      }
    }
    return kept.toString();
  }

  private static final class Seconds extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeNumber(value.getEpochSecond());
    }
  }

  private static final class FromSeconds extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return Instant.ofEpochSecond(in.getLongValue());
    }
  }
}
