package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The face of the product (docs/reference.md). What is not given is null and stays so; {@link
 * #effective()} has the values that apply.
 */
public record StripeConnectorSpec(
    @JsonPropertyDescription("Whether the connector stands still; false without it.")
        @Nullable Boolean suspend,
    @JsonPropertyDescription("The Stripe account that is read.") @Required StripeSpec stripe,
    @JsonPropertyDescription("The Brevo account that is written.") @Required BrevoSpec brevo,
    @JsonPropertyDescription("What is read from Stripe, and when.") @Nullable SyncSpec sync,
    @JsonPropertyDescription(
            "By source field (email, total_spent, metadata.KEY, ...): the Brevo attribute that it is"
                + " written to, without regard to A-Z or a-z. Without it, the default mapping: names,"
                + " phone, currency, creation date, subscriptions, balance and metadata.")
        @Size(max = 150)
        @ValidationRule(
            value = MappingRules.SOURCES,
            messageExpression = MappingRules.UNKNOWN_SOURCE,
            message =
                "there is no such source: docs/mapping.md lists them, with metadata.KEY and"
                    + " total_spent.CUR")
        @ValidationRule(
            value = MappingRules.NAMES,
            messageExpression = MappingRules.NO_NAME,
            message = "a Brevo attribute's name consists of A-Z, 0-9 and _")
        @ValidationRule(
            value = MappingRules.ONCE,
            message = "two sources are written to one attribute (A-Z and a-z are the same)")
        @ValidationRule(
            value = MappingRules.IDENTIFIER,
            message = "EMAIL is the contact's identifier: only email goes there")
        @ValidationRule(
            value = MappingRules.RESERVED,
            message = "EXT_ID and BLACKLIST are Brevo's own: name another attribute")
        @ValidationRule(
            value = MappingRules.PHONES,
            message =
                "SMS, WHATSAPP and LANDLINE_NUMBER hold a phone number: map phone or a metadata"
                    + " key to them, nothing else")
        @Nullable Map<String, @Size(min = 1, max = 100) String> fieldMapping,
    @JsonPropertyDescription("One currency for all figures; without it, each contact's own.")
        @Nullable CurrencySpec currency,
    @JsonPropertyDescription("How figures are made.") @Nullable MetricsSpec metrics,
    @JsonPropertyDescription("Which of Stripe's events become Brevo events, and how.")
        @Nullable EventsSpec events,
    @JsonPropertyDescription("How Stripe's webhooks reach the connector.")
        @Nullable WebhookSpec webhook,
    @JsonPropertyDescription("Where the ledger is kept.") @Nullable StoreSpec store,
    @JsonPropertyDescription(
            "What becomes of a contact when its last customer is deleted in Stripe:"
                + " RemoveFromLists (the default), Retain or DeleteContact.")
        @Nullable OnCustomerDeleted onCustomerDeleted,
    @JsonPropertyDescription("What is logged; never keys.") @Nullable LoggingSpec logging) {

  /** The values that apply, with defaults for what is not given. */
  public EffectiveSpec effective() {
    return new EffectiveSpec(this);
  }
}
