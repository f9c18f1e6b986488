package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.tajo.stripe.api.StripeConnectorStatus.Contacts;
import io.tajo.stripe.api.StripeConnectorStatus.LeftOut;
import io.tajo.stripe.api.StripeConnectorStatus.Synced;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What is known of one run. Times are whole seconds; null: not known, or not yet. */
public record StripeSyncStatus(
    @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Pending (waits for its turn or its pod), Running, Succeeded or Failed.")
        @Nullable Phase phase,
    @JsonPropertyDescription("What the run does now, or how it ended and what to do about it.")
        @Size(max = 32_768)
        @Nullable String message,
    @JsonPropertyDescription("When its Job was made.") @SchemaFrom(type = String.class)
        @Nullable Instant startTime,
    @JsonPropertyDescription("When it ended.") @SchemaFrom(type = String.class)
        @Nullable Instant completionTime,
    @JsonPropertyDescription("How much of the phase is done that message names, 0 to 100 percent.")
        @Min(0)
        @Max(100)
        @Nullable Integer percent,
    @JsonPropertyDescription("Objects read from Stripe, by resource.") @Size(max = 50)
        @Nullable SortedMap<String, Long> read,
    @JsonPropertyDescription("Objects read from Stripe in all.") @Min(0) @Nullable Long objects,
    @JsonPropertyDescription("How many objects of each kind are in step after the run.")
        @Nullable Synced synced,
    @JsonPropertyDescription("Objects whose amounts do not count, for want of a rate.")
        @Size(max = 1_000)
        @Nullable List<LeftOut> leftOut,
    @JsonPropertyDescription("What the run did to contacts.") @Nullable Contacts contacts,
    @JsonPropertyDescription("Contacts created, updated or removed in all.") @Min(0)
        @Nullable Long written,
    @JsonPropertyDescription("The Job that makes the run.") @Size(max = 253) @Nullable String job,
    @JsonPropertyDescription("The state, as Kubernetes conditions.") @Size(max = 20)
        @Nullable List<Condition> conditions) {

  /** How far a run is. */
  public enum Phase {
    /** Waits for its turn, or for its pod. */
    @JsonProperty("Pending")
    PENDING,
    @JsonProperty("Running")
    RUNNING,
    @JsonProperty("Succeeded")
    SUCCEEDED,
    @JsonProperty("Failed")
    FAILED
  }
}
