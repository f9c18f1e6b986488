package io.tajo.stripe.stripe;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/** Parameters of a request that writes, as Stripe wants them: {@code metadata[key]=value}. */
final class Form {
  private final StringBuilder text = new StringBuilder();

  /** An empty value clears. */
  Form put(String name, String value) {
    text.append(text.isEmpty() ? "" : "&")
        .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    return this;
  }

  Form putAll(String name, Collection<String> values) {
    values.forEach(value -> put(name + "[]", value));
    return this;
  }

  Form putAll(String name, Map<String, String> values) {
    values.forEach((key, value) -> put(name + "[" + key + "]", value));
    return this;
  }

  String encoded() {
    return text.toString();
  }
}
