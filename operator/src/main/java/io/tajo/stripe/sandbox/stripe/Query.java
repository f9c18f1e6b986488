package io.tajo.stripe.sandbox.stripe;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request's parameters, read as strictly as Stripe does. */
record Query(Map<String, List<String>> values) {
  private static final Set<String> RANGE =
      Set.of("created[gt]", "created[gte]", "created[lt]", "created[lte]");
  private static final Set<String> REPEATED = Set.of("expand", "ids", "types");
  private static final int MAX_LIMIT = 100;
  private static final int DEFAULT_LIMIT = 10;
  private static final int MAX_TYPES = 20;

  static Query parse(@Nullable String raw) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      String name = decode(parts[0]);
      String value = parts.length == 2 ? decode(parts[1]) : "";
      String plain = name.replaceFirst("\\[\\d*]$", "");
      if (!plain.equals(name) && !REPEATED.contains(plain)) {
        throw StripeError.badRequest("parameter_invalid_array", plain, "Invalid array");
      }
      if (value.isEmpty()) {
        throw StripeError.badRequest(
            "parameter_invalid_empty",
            plain,
            "You passed an empty string for '"
                + plain
                + "'. We assume empty values are an attempt to unset a parameter; however '"
                + plain
                + "' cannot be unset.");
      }
      values.computeIfAbsent(plain, any -> new ArrayList<>()).add(value);
    }
    return new Query(values);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw StripeError.of(400, null, null, "Invalid query string.");
    }
  }

  List<String> expand() {
    return values.getOrDefault("expand", List.of());
  }

  /** Refuses everything but {@code expand}. */
  void onlyExpand() {
    values.keySet().stream().filter(name -> !name.equals("expand")).forEach(Query::unknown);
  }

  private static void unknown(String name) {
    throw StripeError.badRequest("parameter_unknown", name, "Received unknown parameter: " + name);
  }

  Listing listing(Resource resource) {
    Map<String, List<String>> filters = new HashMap<>();
    values.forEach((name, value) -> {
      if (Filters.of(resource).containsKey(name)) {
        filters.put(name, value);
      } else if (!known(name, resource)) {
        unknown(name);
      }
    });
    if (resource == Resource.SUBSCRIPTION_ITEMS && !filters.containsKey("subscription")) {
      throw StripeError.badRequest(
          "parameter_missing", "subscription", "Missing required param: subscription.");
    }
    if (resource == Resource.EVENTS) {
      events(filters);
    }
    String after = first("starting_after");
    String before = first("ending_before");
    if (after != null && before != null) {
      throw StripeError.badRequest(
          "parameters_exclusive",
          "ending_before",
          "You may only specify one of these parameters: starting_after, ending_before.");
    }
    return new Listing(resource, from(), to(), limit(), after, before, filters);
  }

  private static void events(Map<String, List<String>> filters) {
    if (filters.containsKey("type") && filters.containsKey("types")) {
      throw StripeError.badRequest(
          "parameters_exclusive",
          "types",
          "You may only specify one of these parameters: type, types.");
    }
    if (filters.getOrDefault("types", List.of()).size() > MAX_TYPES) {
      throw StripeError.badRequest(
          "parameter_invalid_array", "types", "You may pass at most 20 types.");
    }
    String delivered = filters.getOrDefault("delivery_success", List.of("true")).getFirst();
    if (!delivered.equals("true") && !delivered.equals("false")) {
      throw StripeError.badRequest(
          "parameter_invalid_boolean", "delivery_success", "Invalid boolean: " + delivered);
    }
  }

  private static boolean known(String name, Resource resource) {
    return switch (name) {
      case "limit", "starting_after", "ending_before", "expand" -> true;
      case "created" -> resource.hasCreated();
      default -> resource.hasCreated() && RANGE.contains(name);
    };
  }

  private @Nullable String first(String name) {
    List<String> given = values.get(name);
    return given == null ? null : given.getFirst();
  }

  private int limit() {
    long limit = integer("limit", DEFAULT_LIMIT);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw StripeError.badRequest(
          "parameter_invalid_integer",
          "limit",
          "This value must be %s than or equal to %d (it currently is '%d')."
              .formatted(limit < 1 ? "greater" : "less", limit < 1 ? 1 : MAX_LIMIT, limit));
    }
    return (int) limit;
  }

  private long from() {
    long from =
        Math.max(integer("created[gte]", Long.MIN_VALUE), integer("created", Long.MIN_VALUE));
    return values.containsKey("created[gt]") ? Math.max(from, integer("created[gt]", 0) + 1) : from;
  }

  private long to() {
    long to = integer("created[lt]", Long.MAX_VALUE);
    if (values.containsKey("created[lte]")) {
      to = Math.min(to, integer("created[lte]", 0) + 1);
    }
    return values.containsKey("created") ? Math.min(to, integer("created", 0) + 1) : to;
  }

  private long integer(String name, long otherwise) {
    String given = first(name);
    if (given == null) {
      return otherwise;
    }
    try {
      return Long.parseLong(given);
    } catch (NumberFormatException e) {
      throw StripeError.badRequest("parameter_invalid_integer", name, "Invalid integer: " + given);
    }
  }
}
