package io.tajo.stripe.stripe;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What to ask of a list.
 *
 * @param range creation time and cursor
 * @param limit 1 to 100
 * @param filters further parameters of the list, for example {@code customer}; they win over those
 *     that a resource always has
 */
public record ListQuery(Range range, int limit, Map<String, String> filters) {
  private static final int MOST = 100;

  /** A full page of a range. */
  public static ListQuery of(Range range) {
    return new ListQuery(range, MOST, Map.of());
  }

  /** A full page of the newest objects that a filter leaves, or of those after a cursor. */
  public static ListQuery where(String filter, String value, @Nullable String startingAfter) {
    return new ListQuery(new Range(0, Long.MAX_VALUE, startingAfter), MOST, Map.of(filter, value));
  }

  /** As a query string. */
  String parameters(Resource resource) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("limit", String.valueOf(limit));
    parameters.putAll(resource.filters());
    parameters.putAll(filters);
    if (range.from() > 0) {
      parameters.put("created[gte]", String.valueOf(range.from()));
    }
    if (!range.openTop()) {
      parameters.put("created[lt]", String.valueOf(range.to()));
    }
    if (range.startingAfter() != null) {
      parameters.put("starting_after", range.startingAfter());
    }
    return parameters.entrySet().stream()
        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", "?", ""));
  }
}
