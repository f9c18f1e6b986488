package io.tajo.stripe.stripe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A page of a list as it is, without stripe-java's models. */
record RawList(List<JsonObject> data, boolean hasMore) {
  /**
   * Reads a page.
   *
   * @throws StripeFailure.Unavailable where it is none, or its objects have no id
   */
  static RawList of(String body, String about) {
    return of(Shape.json(body), about);
  }

  static RawList of(JsonObject list, String about) {
    boolean more = Boolean.parseBoolean(Shape.text(list, "has_more"));
    if (!(list.get("data") instanceof JsonArray array) || (more && array.isEmpty())) {
      throw Shape.unreadable(about);
    }
    List<JsonObject> data = new ArrayList<>(array.size());
    for (JsonElement element : array) {
      if (!(element instanceof JsonObject object) || Shape.text(object, "id").isEmpty()) {
        throw Shape.unreadable(about);
      }
      data.add(object);
    }
    return new RawList(List.copyOf(data), more);
  }

  /** Where the next page begins. */
  Optional<String> cursor() {
    return hasMore ? Optional.of(Shape.text(data.getLast(), "id")) : Optional.empty();
  }
}
