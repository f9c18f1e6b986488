package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a connector: {@code .status} of the custom resource, and what {@code -o json}
 * prints. Times are whole seconds; null: not known, or not yet.
 */
public record StripeConnectorStatus(
    @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("Whether both accounts answered when they were last asked.")
        @Nullable Boolean connected,
    @JsonPropertyDescription("When the last successful run of any kind ended.")
        @SchemaFrom(type = String.class)
        @Nullable Instant lastSyncTime,
    @JsonPropertyDescription("When the last successful full run ended.")
        @SchemaFrom(type = String.class)
        @Nullable Instant lastFullSyncTime,
    @JsonPropertyDescription("When the newest event that was worked off was created in Stripe.")
        @SchemaFrom(type = String.class)
        @Nullable Instant lastEventTime,
    @JsonPropertyDescription("When the next run starts.") @SchemaFrom(type = String.class)
        @Nullable Instant nextSyncTime,
    @JsonPropertyDescription("How many objects of each kind are in step.") @Nullable Synced synced,
    @JsonPropertyDescription("What the last run did to contacts.") @Nullable Contacts contacts,
    @JsonPropertyDescription("What amounts go without, for want of a rate.")
        @Nullable List<LeftOut> leftOut,
    @JsonPropertyDescription("How webhooks stand.") @Nullable Webhook webhook,
    @JsonPropertyDescription("The connection test's results.") @Nullable List<Check> checks,
    @JsonPropertyDescription("The state, as Kubernetes conditions.")
        @Nullable List<Condition> conditions) {
  public StripeConnectorStatus {
    lastSyncTime = inSeconds(lastSyncTime);
    lastFullSyncTime = inSeconds(lastFullSyncTime);
    lastEventTime = inSeconds(lastEventTime);
    nextSyncTime = inSeconds(nextSyncTime);
  }

  private static @Nullable Instant inSeconds(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** How many objects of each kind are in the ledger; null: the kind is not synced. */
  public record Synced(
      @Nullable Long customers,
      @Nullable Long payments,
      @Nullable Long charges,
      @Nullable Long refunds,
      @Nullable Long disputes,
      @Nullable Long subscriptions,
      @Nullable Long invoices,
      @Nullable Long products,
      @Nullable Long checkoutSessions) {}

  /**
   * What one run did to contacts.
   *
   * @param removed contacts whose last customer is gone
   * @param skipped customers that make no contact, by reason ({@code noEmail}, ...)
   * @param rejected contacts that Brevo refused
   * @param leftOut values that contacts go without, by attribute and reason
   * @param drifted contacts that differed from what events had made of them; null: not told
   */
  public record Contacts(
      long created,
      long updated,
      long unchanged,
      long removed,
      SortedMap<String, Long> skipped,
      long rejected,
      SortedMap<String, Long> leftOut,
      @Nullable Long drifted) {}

  /**
   * How webhooks stand.
   *
   * @param url where Stripe sends them; null: not known here
   * @param endpointId of the endpoint in Stripe that this connector manages; null: none
   * @param pending events that wait to be worked off
   * @param failed events that were given up, and can be replayed
   */
  public record Webhook(
      @Nullable String url, @Nullable String endpointId, long pending, long failed) {}

  /** Objects of a kind whose amounts do not count, for want of a rate for their currency. */
  public record LeftOut(String kind, String currency, long count) {}

  /**
   * One line of the connection test.
   *
   * @param message what is wrong and how to mend it, or what there is to know besides; null where
   *     all is well
   */
  public record Check(String name, CheckStatus status, @Nullable String message) {}

  /** How a check went. */
  public enum CheckStatus {
    @JsonProperty("Passed")
    PASSED,
    @JsonProperty("Failed")
    FAILED,
    @JsonProperty("Skipped")
    SKIPPED
  }

  /** Makes a status field by field. */
  public static final class Builder {
    private @Nullable Long observedGeneration;
    private @Nullable Boolean connected;
    private @Nullable Instant lastSyncTime;
    private @Nullable Instant lastFullSyncTime;
    private @Nullable Instant lastEventTime;
    private @Nullable Instant nextSyncTime;
    private @Nullable Synced synced;
    private @Nullable Contacts contacts;
    private @Nullable List<LeftOut> leftOut;
    private @Nullable Webhook webhook;
    private @Nullable List<Check> checks;
    private @Nullable List<Condition> conditions;

    private Builder() {}

    public Builder observedGeneration(@Nullable Long observedGeneration) {
      this.observedGeneration = observedGeneration;
      return this;
    }

    public Builder connected(@Nullable Boolean connected) {
      this.connected = connected;
      return this;
    }

    public Builder lastSyncTime(@Nullable Instant lastSyncTime) {
      this.lastSyncTime = lastSyncTime;
      return this;
    }

    public Builder lastFullSyncTime(@Nullable Instant lastFullSyncTime) {
      this.lastFullSyncTime = lastFullSyncTime;
      return this;
    }

    public Builder lastEventTime(@Nullable Instant lastEventTime) {
      this.lastEventTime = lastEventTime;
      return this;
    }

    public Builder nextSyncTime(@Nullable Instant nextSyncTime) {
      this.nextSyncTime = nextSyncTime;
      return this;
    }

    public Builder synced(@Nullable Synced synced) {
      this.synced = synced;
      return this;
    }

    public Builder contacts(@Nullable Contacts contacts) {
      this.contacts = contacts;
      return this;
    }

    public Builder leftOut(@Nullable List<LeftOut> leftOut) {
      this.leftOut = leftOut;
      return this;
    }

    public Builder webhook(@Nullable Webhook webhook) {
      this.webhook = webhook;
      return this;
    }

    public Builder checks(@Nullable List<Check> checks) {
      this.checks = checks;
      return this;
    }

    public Builder conditions(@Nullable List<Condition> conditions) {
      this.conditions = conditions;
      return this;
    }

    public StripeConnectorStatus build() {
      return new StripeConnectorStatus(
          observedGeneration,
          connected,
          lastSyncTime,
          lastFullSyncTime,
          lastEventTime,
          nextSyncTime,
          synced,
          contacts,
          leftOut,
          webhook,
          checks,
          conditions);
    }
  }
}
