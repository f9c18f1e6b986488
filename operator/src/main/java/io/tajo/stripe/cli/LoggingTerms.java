package io.tajo.stripe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the documentation's configuration says of logging.
 *
 * @param isLevelUnknown whether it names a level that there is not
 */
record LoggingTerms(Optional<String> level, Optional<Boolean> webhooks, boolean isLevelUnknown) {
  static final String KNOWN = "there are error, warn, info, debug and verbose";

  private static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug", "verbose");

  /** The more of {@code debug} and {@code log_level} counts. */
  static LoggingTerms of(JsonNode stripe) {
    boolean debug = YamlBoolean.parse(stripe.path("debug")).orElse(false);
    String level = stripe.path("log_level").asText("").toLowerCase(Locale.ROOT);
    boolean known = LEVELS.contains(level);
    Optional<String> wanted =
        debug && !level.equals("verbose")
            ? Optional.of("debug")
            : known ? Optional.of(level) : Optional.empty();
    return new LoggingTerms(
        wanted,
        YamlBoolean.parse(stripe.path("log_webhooks")),
        !known && !stripe.path("log_level").isMissingNode());
  }
}
