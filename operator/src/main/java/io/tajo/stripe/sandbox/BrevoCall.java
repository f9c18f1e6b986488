package io.tajo.stripe.sandbox;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One request to the simulated Brevo, its body read whole. */
final class BrevoCall {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final String method;
  private final List<String> path;
  private final Map<String, List<String>> query;
  private final byte[] body;
  private final Instant now;

  BrevoCall(String method, URI uri, byte[] body, Instant now) {
    this.method = method;
    this.path = segments(uri.getRawPath());
    this.query = parameters(Optional.ofNullable(uri.getRawQuery()).orElse(""));
    this.body = body;
    this.now = now;
  }

  private static List<String> segments(String rawPath) {
    List<String> segments = new ArrayList<>();
    for (String segment : rawPath.substring(1).split("/", -1)) {
      // In a path a plus is a plus.
      segments.add(decode(segment.replace("+", "%2B")));
    }
    return List.copyOf(segments);
  }

  /** Of a query or of a form. */
  static Map<String, List<String>> parameters(String encoded) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        parameters.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw BrevoRefusal.invalid("The URL is not correctly encoded");
    }
  }

  String method() {
    return method;
  }

  /** Decoded segments, the first of them "v3". */
  List<String> path() {
    return path;
  }

  String segment(int index) {
    return path.get(index);
  }

  long id(int index) {
    return number(path.get(index)).orElseThrow(() -> BrevoRefusal.invalid("Invalid id"));
  }

  Instant now() {
    return now;
  }

  byte[] body() {
    return body.clone();
  }

  int bodyLength() {
    return body.length;
  }

  List<String> all(String parameter) {
    return query.getOrDefault(parameter, List.of());
  }

  Optional<String> parameter(String name) {
    return all(name).stream().findFirst();
  }

  int limit(int standard, int most) {
    long limit = parameter("limit").map(text -> required(text, "limit")).orElse((long) standard);
    if (limit < 1 || limit > most) {
      throw new BrevoRefusal(400, "out_of_range", "Limit exceeds max value " + most);
    }
    return (int) limit;
  }

  long offset() {
    long offset = parameter("offset").map(text -> required(text, "offset")).orElse(0L);
    if (offset < 0) {
      throw new BrevoRefusal(400, "out_of_range", "Offset is out of range");
    }
    return offset;
  }

  boolean descending() {
    return switch (parameter("sort").orElse("desc")) {
      case "asc" -> false;
      case "desc" -> true;
      default -> throw BrevoRefusal.invalid("sort should be asc or desc");
    };
  }

  /** A date-time with its offset; an unencoded plus is a blank here, and refused. */
  Optional<Instant> since(String parameter) {
    return parameter(parameter)
        .map(text -> {
          try {
            return OffsetDateTime.parse(text).toInstant();
          } catch (DateTimeParseException e) {
            throw BrevoRefusal.invalid(parameter + " is not a valid UTC date-time");
          }
        });
  }

  /** A number of up to 18 digits, and nothing else. */
  static Optional<Long> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private static long required(String text, String name) {
    return number(text).orElseThrow(() -> BrevoRefusal.invalid(name + " should be an integer"));
  }

  /** The body, which has to be a JSON object. */
  BrevoBody json() {
    if (body.length == 0) {
      throw BrevoRefusal.missing("No inputs in the body");
    }
    return BrevoBody.of(body);
  }
}
