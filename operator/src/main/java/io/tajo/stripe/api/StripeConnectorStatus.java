package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
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
    @JsonPropertyDescription(
            "Brevo's id of the organisation that the key is of. Of two connectors of one"
                + " organisation that share a list or an attribute, the younger does not run.")
        @Size(max = 253)
        @Nullable String brevoOrganization,
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
    @JsonPropertyDescription(
            "When scheduled full runs may read Stripe again; absent while the read budget is not"
                + " spent.")
        @SchemaFrom(type = String.class)
        @Nullable Instant readsSpentUntil,
    @JsonPropertyDescription("How many objects of each kind are known of and in step.")
        @Nullable Synced synced,
    @JsonPropertyDescription("What the last run did to contacts.") @Nullable Contacts contacts,
    @JsonPropertyDescription("Objects whose amounts do not count, for want of a rate.")
        @Size(max = 1_000)
        @Nullable List<LeftOut> leftOut,
    @JsonPropertyDescription("How webhooks stand.") @Nullable Webhook webhook,
    @JsonPropertyDescription("The connection test's results, a line a check.") @Size(max = 100)
        @Nullable List<Check> checks,
    @JsonPropertyDescription(
            "The state, as Kubernetes conditions: Ready, with Reconciling or Stalled while it is"
                + " not, CredentialsValid, WebhookReady, SyncHealthy, Suspended.")
        @Size(max = 20)
        @Nullable List<Condition> conditions) {
  public StripeConnectorStatus {
    lastSyncTime = inSeconds(lastSyncTime);
    lastFullSyncTime = inSeconds(lastFullSyncTime);
    lastEventTime = inSeconds(lastEventTime);
    nextSyncTime = inSeconds(nextSyncTime);
    readsSpentUntil = inSeconds(readsSpentUntil);
  }

  private static @Nullable Instant inSeconds(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
  }

  public static StripeConnectorStatusBuilder builder() {
    return new StripeConnectorStatusBuilder();
  }

  /** A builder that begins with what is known here. */
  public StripeConnectorStatusBuilder toBuilder() {
    return builder()
        .observedGeneration(observedGeneration)
        .connected(connected)
        .brevoOrganization(brevoOrganization)
        .lastSyncTime(lastSyncTime)
        .lastFullSyncTime(lastFullSyncTime)
        .lastEventTime(lastEventTime)
        .nextSyncTime(nextSyncTime)
        .readsSpentUntil(readsSpentUntil)
        .synced(synced)
        .contacts(contacts)
        .leftOut(leftOut)
        .webhook(webhook)
        .checks(checks)
        .conditions(conditions);
  }

  /** How many objects of each kind are in the ledger; null: the kind is not synced. */
  public record Synced(
      @JsonPropertyDescription("Customers.") @Min(0) @Nullable Long customers,
      @JsonPropertyDescription("Payments that succeeded.") @Min(0) @Nullable Long payments,
      @JsonPropertyDescription("Charges, also those that failed.") @Min(0) @Nullable Long charges,
      @JsonPropertyDescription("Refunds.") @Min(0) @Nullable Long refunds,
      @JsonPropertyDescription("Disputes.") @Min(0) @Nullable Long disputes,
      @JsonPropertyDescription("Subscriptions, also those that ended.") @Min(0)
          @Nullable Long subscriptions,
      @JsonPropertyDescription("Invoices.") @Min(0) @Nullable Long invoices,
      @JsonPropertyDescription("Products.") @Min(0) @Nullable Long products,
      @JsonPropertyDescription("Checkout sessions.") @Min(0) @Nullable Long checkoutSessions) {}

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
      @JsonPropertyDescription("Contacts created.") @Min(0) long created,
      @JsonPropertyDescription("Contacts updated.") @Min(0) long updated,
      @JsonPropertyDescription("Contacts that were right already.") @Min(0) long unchanged,
      @JsonPropertyDescription("Contacts whose last customer is gone.") @Min(0) long removed,
      @JsonPropertyDescription("Customers that make no contact, by reason, like noEmail.")
          @Size(max = 100)
          SortedMap<String, Long> skipped,
      @JsonPropertyDescription("Contacts that Brevo refused; tried again when they change.") @Min(0)
          long rejected,
      @JsonPropertyDescription("Values that contacts go without, by attribute and reason.")
          @Size(max = 2_000)
          SortedMap<String, Long> leftOut,
      @JsonPropertyDescription(
              "Contacts that differed from what webhooks had made of them; absent: not told.")
          @Min(0)
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
      @JsonPropertyDescription("Where Stripe sends webhooks.") @Size(max = 2_048)
          @Nullable String url,
      @JsonPropertyDescription(
              "The endpoint in Stripe (we_...) that the operator made; absent with Manual.")
          @Size(max = 255)
          @Nullable String endpointId,
      @JsonPropertyDescription("Events that wait to be worked off.") @Min(0) long pending,
      @JsonPropertyDescription("Events that were given up; they can be replayed.") @Min(0)
          long failed) {}

  /** Objects of a kind whose amounts do not count, for want of a rate for their currency. */
  public record LeftOut(
      @JsonPropertyDescription("The kind of object, like charge.") @Size(max = 63) String kind,
      @JsonPropertyDescription("The currency that has no rate, like chf.") @Size(max = 63)
          String currency,
      @JsonPropertyDescription("How many objects.") @Min(0) long count) {}

  /**
   * One line of the connection test.
   *
   * @param message what is wrong and how to mend it, or what there is to know besides; null where
   *     all is well
   */
  public record Check(
      @JsonPropertyDescription("What was tried.") @Size(max = 253) String name,
      @JsonPropertyDescription("Passed, Failed or Skipped.") CheckStatus status,
      @JsonPropertyDescription(
              "What is wrong and how to mend it, or what there is to know besides.")
          @Size(max = 32_768)
          @Nullable String message) {
    /** Whether Stripe takes the key. */
    public static final String STRIPE = "API connection successful";

    /** Whether Brevo takes the key. */
    public static final String BREVO = "Brevo connection successful";

    /** How the name of a check begins that is about a list in Brevo. */
    public static final String LIST = "Brevo list ";

    /** Whether Stripe sends events to the connector. */
    public static final String WEBHOOK = "Webhook endpoint verified";

    /** What is wrong and how to mend it, for whoever does not see the name beside it. */
    public String sentence() {
      return message == null || message.isEmpty() ? name + ": it failed" : message;
    }
  }

  /** How a check went. */
  public enum CheckStatus {
    @JsonProperty("Passed")
    PASSED,
    @JsonProperty("Failed")
    FAILED,
    @JsonProperty("Skipped")
    SKIPPED
  }
}
