package io.tajo.stripe.pipeline.events;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of Stripe's events, a snapshot (https://docs.stripe.com/api/events) or a thin one
 * (https://docs.stripe.com/event-destinations#thin-events), of any API version.
 *
 * @param created whole seconds
 * @param apiVersion in which {@code object} is written; null: a thin event, which shows none
 * @param livemode null where it does not say
 * @param account the connected account; null: the endpoint's own
 * @param object what it is about; of a thin event no more than {@code id} and {@code object}
 * @param previous what was different before; empty where it does not say
 */
public record StripeEvent(
    String id,
    String type,
    Instant created,
    @Nullable String apiVersion,
    @Nullable Boolean livemode,
    @Nullable String account,
    JsonObject object,
    JsonObject previous) {
  private static final int LONGEST = 255;
  private static final int DEEPEST = 100;
  private static final long LATEST = 253_402_300_799L;
  private static final String THIN = "v1.";

  /**
   * Reads the bytes of a delivery.
   *
   * @throws MalformedEvent where they are no event
   */
  public static StripeEvent parse(byte[] body) throws MalformedEvent {
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      throw new MalformedEvent("the body is not UTF-8");
    }
  }

  /**
   * Reads an event.
   *
   * @throws MalformedEvent where the text is none
   */
  public static StripeEvent parse(String text) throws MalformedEvent {
    JsonObject json = object(text);
    String kind = text(json, "object").orElse("");
    if (!kind.equals("event") && !kind.equals("v2.core.event")) {
      throw new MalformedEvent("the body is not an event object");
    }
    String type = word(json, "type");
    boolean thin = !json.has("data") || json.has("related_object");
    return new StripeEvent(
        word(json, "id"),
        type,
        created(json),
        thin ? null : text(json, "api_version").orElse(""),
        flag(json, "livemode"),
        text(json, thin ? "context" : "account").orElse(null),
        thin ? related(json) : child(child(json, "data"), "object"),
        child(child(json, "data"), "previous_attributes"));
  }

  private static JsonObject object(String text) throws MalformedEvent {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      reader.setNestingLimit(DEEPEST);
      JsonElement json = JsonParser.parseReader(reader);
      if (json instanceof JsonObject object && reader.peek() == JsonToken.END_DOCUMENT) {
        return object;
      }
      throw new MalformedEvent("the body is not one JSON object");
    } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
      throw new MalformedEvent("the body is not JSON");
    }
  }

  private static String word(JsonObject json, String name) throws MalformedEvent {
    String word = text(json, name).orElse("");
    if (word.isEmpty()
        || word.length() > LONGEST
        || !word.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new MalformedEvent("the event has no usable " + name);
    }
    return word;
  }

  private static Instant created(JsonObject json) throws MalformedEvent {
    JsonElement created = json.get("created");
    if (created instanceof JsonPrimitive primitive) {
      try {
        if (primitive.isString()) {
          Instant instant = OffsetDateTime.parse(primitive.getAsString()).toInstant();
          return Instant.ofEpochSecond(instant.getEpochSecond());
        }
        long seconds = primitive.getAsBigDecimal().longValueExact();
        if (seconds >= 0 && seconds <= LATEST) {
          return Instant.ofEpochSecond(seconds);
        }
      } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
        // Told below.
      }
    }
    throw new MalformedEvent("the event has no usable created");
  }

  /** What a thin event names, in the shape of an object that was not expanded. */
  private static JsonObject related(JsonObject json) {
    JsonObject related = child(json, "related_object");
    JsonObject object = new JsonObject();
    text(related, "id").ifPresent(id -> object.addProperty("id", id));
    text(related, "type").ifPresent(type -> object.addProperty("object", type));
    return object;
  }

  /** The type as snapshots write it: {@code customer.created}, also of a thin event. */
  public String plainType() {
    return thin() && type.startsWith(THIN) ? type.substring(THIN.length()) : type;
  }

  /** Whether it says no more than which object has changed. */
  public boolean thin() {
    return apiVersion == null;
  }

  Optional<String> objectId() {
    return text(object, "id");
  }

  /** A text member; empty where there is none. */
  static Optional<String> text(JsonObject json, String name) {
    return json.get(name) instanceof JsonPrimitive value && value.isString()
        ? Optional.of(value.getAsString()).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  /** The id of a member that may be expanded; empty where there is none. */
  static Optional<String> reference(JsonObject json, String name) {
    return json.get(name) instanceof JsonObject expanded ? text(expanded, "id") : text(json, name);
  }

  /** A whole number; empty where there is none. */
  static Optional<Long> number(JsonObject json, String name) {
    try {
      return json.get(name) instanceof JsonPrimitive value && value.isNumber()
          ? Optional.of(value.getAsBigDecimal().longValueExact())
          : Optional.empty();
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Boolean flag(JsonObject json, String name) {
    boolean given = json.get(name) instanceof JsonPrimitive value && value.isBoolean();
    return given ? Boolean.valueOf(json.get(name).getAsBoolean()) : null;
  }

  /** A member that is an object; an empty one where there is none. */
  static JsonObject child(JsonObject json, String name) {
    return json.get(name) instanceof JsonObject object ? object : new JsonObject();
  }

  /** Without what it shows, which is personal. */
  @Override
  public String toString() {
    return "StripeEvent[" + id + ", " + type + "]";
  }
}
