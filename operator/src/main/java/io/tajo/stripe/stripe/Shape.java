package io.tajo.stripe.stripe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import com.stripe.model.Coupon;
import com.stripe.model.StripeCollection;
import com.stripe.net.ApiResource;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Optional;

/**
 * What the body of an answer, a whole JSON object, shows: stripe-java's models, and what they lack.
 */
final class Shape {
  private Shape() {}

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
