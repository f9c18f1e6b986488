package io.tajo.stripe.sandbox.stripe;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A form-encoded body, with Stripe's brackets: {@code metadata[key]}, {@code events[0]}. */
public record Form(Map<String, String> values) {
  private static final Pattern NAME = Pattern.compile("([a-z_]+)(?:\\[([^\\[\\]]*)])?");

  /**
   * Reads a body.
   *
   * @throws StripeError if it is not encoded as it has to be
   */
  public static Form parse(String body) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : body.isEmpty() ? new String[0] : body.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      String name = decode(parts[0]);
      String value = parts.length == 2 ? decode(parts[1]) : "";
      // Elements without an index follow one another.
      String key =
          name.endsWith("[]") ? name.substring(0, name.length() - 1) + values.size() + "]" : name;
      values.put(key, value);
    }
    return new Form(values);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw StripeError.of(400, null, null, "Invalid form encoding.");
    }
  }

  /** Refuses everything else. */
  public void only(Set<String> names) {
    for (String name : values.keySet()) {
      Matcher read = NAME.matcher(name);
      if (!read.matches() || !names.contains(read.group(1))) {
        throw StripeError.badRequest(
            "parameter_unknown", name, "Received unknown parameter: " + name);
      }
    }
  }

  /** Whether it names a parameter, whole or in part. */
  public boolean has(String name) {
    return values.keySet().stream().anyMatch(n -> n.equals(name) || n.startsWith(name + "["));
  }

  /** A plain parameter; an empty one unsets what it names. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The elements of a list. */
  public List<String> list(String name) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(name + "["))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The parts of a parameter by their keys. */
  public Map<String, String> parts(String name) {
    Map<String, String> parts = new LinkedHashMap<>();
    values.forEach((key, value) -> {
      Matcher read = NAME.matcher(key);
      if (read.matches() && read.group(1).equals(name) && read.group(2) != null) {
        parts.put(read.group(2), value);
      }
    });
    return parts;
  }
}
