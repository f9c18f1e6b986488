package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A contact at one moment, kept small: its attributes are one UTF-8 JSON object that answers copy
 * as it is, so that a million contacts fit in memory and a page of a thousand is written at once.
 */
final class BrevoContact {
  /** Attributes that identify one contact; the first three are telephone numbers. */
  static final List<String> IDENTIFIERS = List.of("SMS", "WHATSAPP", "LANDLINE_NUMBER", "EXT_ID");

  private static final String[] NO_KEYS = {};

  final long id;

  /** Empty where there is none. */
  final String email;

  private final byte[] attributes;
  private final String[] keys;
  private final long[] lists;
  final boolean emailBlacklisted;
  final boolean smsBlacklisted;
  final long created;
  final long modified;

  /**
   * A contact as it now is.
   *
   * @param created epoch milliseconds, like {@code modified}
   */
  BrevoContact(
      long id,
      String email,
      SortedMap<String, JsonNode> attributes,
      SortedSet<Long> lists,
      boolean emailBlacklisted,
      boolean smsBlacklisted,
      long created,
      long modified) {
    this.id = id;
    this.email = email;
    this.attributes = bytes(attributes);
    this.keys = keys(attributes);
    this.lists = lists.stream().mapToLong(Long::longValue).toArray();
    this.emailBlacklisted = emailBlacklisted;
    this.smsBlacklisted = smsBlacklisted;
    this.created = created;
    this.modified = modified;
  }

  /** The same contact with other values. */
  BrevoContact with(SortedMap<String, JsonNode> values) {
    return new BrevoContact(
        id, email, values, lists(), emailBlacklisted, smsBlacklisted, created, modified);
  }

  /** The same contact in other lists, changed at an instant. */
  BrevoContact in(SortedSet<Long> others, long at) {
    return new BrevoContact(
        id, email, attributes(), others, emailBlacklisted, smsBlacklisted, created, at);
  }

  private static String[] keys(Map<String, JsonNode> attributes) {
    List<String> keys = new ArrayList<>(1);
    for (String name : IDENTIFIERS) {
      JsonNode value = attributes.get(name);
      if (value != null) {
        keys.add(key(name, value.asText()));
      }
    }
    return keys.isEmpty() ? NO_KEYS : keys.toArray(NO_KEYS);
  }

  /** How an identifier other than e-mail and id is looked up. */
  static String key(String identifier, String value) {
    return identifier + ':' + value;
  }

  List<String> keys() {
    return List.of(keys);
  }

  SortedSet<Long> lists() {
    return Arrays.stream(lists).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  boolean isIn(long list) {
    return Arrays.binarySearch(lists, list) >= 0;
  }

  SortedMap<String, JsonNode> attributes() {
    SortedMap<String, JsonNode> values = new TreeMap<>();
    BrevoJson.read(attributes)
        .properties()
        .forEach(value -> values.put(value.getKey(), value.getValue()));
    return values;
  }

  private static byte[] bytes(SortedMap<String, JsonNode> values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 32 * values.size());
    try (JsonGenerator json = BrevoJson.MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      for (Map.Entry<String, JsonNode> value : values.entrySet()) {
        json.writeFieldName(value.getKey());
        write(value.getValue(), json);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Most values are texts and numbers, which need no detour over a serializer. */
  private static void write(JsonNode value, JsonGenerator json) throws IOException {
    if (value.isTextual()) {
      json.writeString(BrevoJson.sound(value.textValue()));
    } else if (value.isNumber()) {
      json.writeNumber(value.decimalValue());
    } else {
      json.writeTree(value);
    }
  }

  StoredContact stored() {
    return new StoredContact(
        id,
        email,
        attributes(),
        lists(),
        emailBlacklisted,
        smsBlacklisted,
        Instant.ofEpochMilli(created),
        Instant.ofEpochMilli(modified));
  }

  /** As GET /contacts shows it. */
  void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    if (!email.isEmpty()) {
      json.writeStringField("email", email);
    }
    json.writeNumberField("id", id);
    json.writeBooleanField("emailBlacklisted", emailBlacklisted);
    json.writeBooleanField("smsBlacklisted", smsBlacklisted);
    json.writeStringField("createdAt", BrevoJson.time(created));
    json.writeStringField("modifiedAt", BrevoJson.time(modified));
    writeLists(json);
    json.writeNullField("listUnsubscribed");
    writeAttributes(json);
    json.writeEndObject();
  }

  /** As the sandbox's own dump shows it: what two accounts that hold the same have in common. */
  void dumpTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("email", email);
    writeAttributes(json);
    writeLists(json);
    json.writeBooleanField("emailBlacklisted", emailBlacklisted);
    json.writeBooleanField("smsBlacklisted", smsBlacklisted);
    json.writeEndObject();
  }

  private void writeLists(JsonGenerator json) throws IOException {
    json.writeFieldName("listIds");
    json.writeArray(lists, 0, lists.length);
  }

  private void writeAttributes(JsonGenerator json) throws IOException {
    json.writeFieldName("attributes");
    json.writeRawValue(new String(attributes, StandardCharsets.UTF_8));
  }
}
