package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a list request asks for.
 *
 * @param from epoch seconds, inclusive
 * @param to epoch seconds, exclusive
 * @param startingAfter an id: objects older than it; at most one of the two cursors is given
 * @param endingBefore an id: objects newer than it
 * @param filters the list's own parameters
 */
record Listing(
    Resource resource,
    long from,
    long to,
    int limit,
    @Nullable String startingAfter,
    @Nullable String endingBefore,
    Map<String, List<String>> filters) {
  /** One page, newest first. */
  record Page(List<ObjectNode> objects, boolean hasMore) {}

  static Listing all(Resource resource, int limit, Map<String, List<String>> filters) {
    return new Listing(resource, Long.MIN_VALUE, Long.MAX_VALUE, limit, null, null, filters);
  }

  /** The same, without what was created before. */
  Listing since(long earliest) {
    return new Listing(
        resource, Math.max(from, earliest), to, limit, startingAfter, endingBefore, filters);
  }

  boolean oldestFirst() {
    return endingBefore != null;
  }

  /** Whether the list shows an object. */
  boolean wants(ObjectNode object) {
    if (object.path("deleted").asBoolean() || hiddenByTestClock(object)) {
      return false;
    }
    for (var filter : Filters.of(resource).entrySet()) {
      List<String> values = filters.getOrDefault(filter.getKey(), List.of());
      boolean wanted =
          filter
              .getValue()
              .map(field -> values.isEmpty() || text(object.at(field)).equals(values.getFirst()))
              .orElseGet(() -> wants(object, filter.getKey(), values));
      if (!wanted) {
        return false;
      }
    }
    return true;
  }

  private boolean hiddenByTestClock(ObjectNode object) {
    return object.path("test_clock").isTextual() && !filters.containsKey("customer");
  }

  private boolean wants(ObjectNode object, String filter, List<String> values) {
    return switch (filter) {
      case "status" -> status(object.path("status").asText(), values);
      case "price" -> values.isEmpty() || hasPrice(object, values.getFirst());
      case "active" ->
          text(object.path("active")).equals(values.isEmpty() ? "true" : values.getFirst());
      case "ids" -> values.isEmpty() || values.contains(object.path("id").asText());
      case "types" -> values.isEmpty() || values.contains(object.path("type").asText());
      case "delivery_success" ->
          values.isEmpty()
              || values
                  .getFirst()
                  .equals(Boolean.toString(object.path("pending_webhooks").asInt() == 0));
      default -> throw new IllegalStateException(resource + " has no rule for " + filter);
    };
  }

  /** Canceled subscriptions are left out unless asked for. */
  private static boolean status(String status, List<String> values) {
    return switch (values.isEmpty() ? "" : values.getFirst()) {
      case "" -> !status.equals("canceled");
      case "all" -> true;
      case "ended" -> status.equals("canceled") || status.equals("incomplete_expired");
      case String one -> status.equals(one);
    };
  }

  private static boolean hasPrice(ObjectNode subscription, String price) {
    List<String> prices = new ArrayList<>();
    subscription
        .path("items")
        .path("data")
        .forEach(item -> prices.add(item.path("price").path("id").asText()));
    return prices.contains(price);
  }

  private static String text(JsonNode value) {
    return value.isValueNode() && !value.isNull() ? value.asText() : "\0";
  }
}
