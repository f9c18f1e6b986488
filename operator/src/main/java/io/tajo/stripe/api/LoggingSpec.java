package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What is logged. Keys never are; personal data only below debug, masked. */
public record LoggingSpec(
    @JsonPropertyDescription("error, warn, info (the default), debug or verbose.")
        @Nullable Level level,
    @JsonPropertyDescription("Whether each webhook delivery is logged; false without it.")
        @Nullable Boolean webhooks) {

  /** The least important messages that are logged. */
  public enum Level {
    @JsonProperty("error")
    ERROR,
    @JsonProperty("warn")
    WARN,
    @JsonProperty("info")
    INFO,
    @JsonProperty("debug")
    DEBUG,
    @JsonProperty("verbose")
    VERBOSE
  }
}
