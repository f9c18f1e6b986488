package io.tajo.stripe.stripe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.stripe.model.Coupon;
import com.stripe.model.Event;
import com.stripe.model.StripeCollection;
import com.stripe.net.ApiResource;
import com.stripe.net.StripeResponse;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Optional;

/**
 * What the body of an answer, a whole JSON object, shows: stripe-java's models, and what they lack.
 */
final class Shape {
  private Shape() {}

  /** Whether a body is one whole JSON object that names its kind, as all of Stripe's do. */
  static boolean isObject(String body) {
    try (JsonReader json = new JsonReader(new StringReader(body))) {
      json.setStrictness(Strictness.STRICT);
      boolean named = false;
      json.beginObject();
      while (json.hasNext()) {
        named |= json.nextName().equals("object") && json.peek() == JsonToken.STRING;
        json.skipValue();
      }
      json.endObject();
      return named && json.peek() == JsonToken.END_DOCUMENT;
    } catch (IOException | IllegalStateException notJson) {
      return false;
    }
  }

  /**
   * Reads an object.
   *
   * @throws StripeFailure.Unavailable where the body has another shape
   */
  static <T> T object(String body, Class<T> type) {
    return type.cast(read(body, type, type));
  }

  /**
   * Reads a list.
   *
   * @throws StripeFailure.Unavailable where the body has another shape
   */
  static StripeCollection<?> list(String body, Class<?> type) {
    Type list = TypeToken.getParameterized(StripeCollection.class, type).getType();
    return (StripeCollection<?>) read(body, list, type);
  }

  /**
   * Reads an object without a model.
   *
   * @throws StripeFailure.Unavailable where the body is none
   */
  static JsonObject json(String body) {
    if (JsonParser.parseString(body) instanceof JsonObject object) {
      return object;
    }
    throw unreadable("an object");
  }

  /** A member as text; empty where it is missing, null or has parts. */
  static String text(JsonObject object, String name) {
    return object.get(name) instanceof JsonPrimitive value ? value.getAsString() : "";
  }

  /**
   * An event with its own JSON as its last response. One of a shape that the model does not know,
   * of an old API version, has only what every event has.
   */
  static Event event(JsonObject json, StripeResponse answer) {
    Event event;
    try {
      event = ApiResource.GSON.fromJson(json, Event.class);
    } catch (JsonParseException
        | IllegalStateException
        | ClassCastException
        | NullPointerException
        | UnsupportedOperationException otherShape) {
      event = new Event();
      event.setId(text(json, "id"));
      event.setObject("event");
      event.setType(text(json, "type"));
      event.setApiVersion(text(json, "api_version"));
      event.setCreated(
          json.get("created") instanceof JsonPrimitive created ? created.getAsLong() : null);
    }
    event.setLastResponse(new StripeResponse(answer.code(), answer.headers(), json.toString()));
    return event;
  }

  private static Object read(String body, Type type, Class<?> about) {
    try {
      return ApiResource.GSON.fromJson(body, type);
    } catch (JsonParseException
        | IllegalStateException
        | ClassCastException
        | NullPointerException otherShape) {
      throw unreadable(about.getSimpleName());
    }
  }

  static StripeFailure unreadable(String what) {
    return new StripeFailure.Unavailable(
        "Stripe's answer about "
            + what
            + " does not have the shape of API version "
            + com.stripe.Stripe.API_VERSION
            + ". Check STRIPE_API_BASE and whether this version of the connector is current.");
  }

  /** Whether the body stands for an object that was deleted. */
  static boolean isDeleted(String body) {
    return body.contains("\"deleted\"")
        && has(JsonParser.parseString(body).getAsJsonObject(), "deleted", "true");
  }

  /** A coupon, wherever in a body its API version puts it. */
  static Optional<Coupon> coupon(String body, String id) {
    return find(JsonParser.parseString(body), id)
        .map(coupon -> object(coupon.toString(), Coupon.class));
  }

  private static Optional<JsonObject> find(JsonElement json, String coupon) {
    return switch (json) {
      case JsonObject object when has(object, "object", "coupon") && has(object, "id", coupon) ->
          Optional.of(object);
      case JsonObject object -> first(object.asMap().values(), coupon);
      case JsonArray array -> first(array.asList(), coupon);
      default -> Optional.empty();
    };
  }

  private static Optional<JsonObject> first(Collection<JsonElement> parts, String coupon) {
    return parts.stream().flatMap(part -> find(part, coupon).stream()).findFirst();
  }

  private static boolean has(JsonObject object, String name, String value) {
    JsonElement member = object.get(name);
    return member != null && member.isJsonPrimitive() && member.getAsString().equals(value);
  }
}
