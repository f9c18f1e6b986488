package io.tajo.stripe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/** True and false as YAML 1.1 has them, which older configuration files were written for. */
final class YamlBoolean {
  private YamlBoolean() {}

  /** Empty: neither. */
  static Optional<Boolean> parse(JsonNode value) {
    return switch (value.asText("").toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> Optional.of(true);
      case "false", "no", "off" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
