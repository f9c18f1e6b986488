package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run; it never changes. */
@ValidationRule(value = "self == oldSelf", message = "a run's spec never changes: make another")
public record StripeSyncSpec(
    @JsonPropertyDescription("The StripeConnector's name, in the same namespace.")
        @Required
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        @Size(min = 1, max = 253)
        String connector,
    @JsonPropertyDescription(
            "Full (the default): everything is read; Incremental: what Stripe's events feed names.")
        @Nullable Type type,
    @JsonPropertyDescription("What is read again; without it, all that the connector syncs.")
        @Size(min = 1, max = 6)
        @Nullable List<SyncResource> resources,
    @JsonPropertyDescription(
            "What was created before this date (YYYY-MM-DD, UTC) is not read again.")
        @Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        @Nullable String since,
    @JsonPropertyDescription("Whether nothing is written, only what would be is reported.")
        @Nullable Boolean dryRun,
    @JsonPropertyDescription("Whether every value is written, also unchanged ones.")
        @Nullable Boolean rewrite) {

  /** What a run reads. */
  public enum Type {
    @JsonProperty("Full")
    FULL,
    @JsonProperty("Incremental")
    INCREMENTAL
  }
}
