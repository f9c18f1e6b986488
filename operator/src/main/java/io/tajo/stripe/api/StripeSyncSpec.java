package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SelectableField;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run; it never changes. */
@ValidationRule(
    value = "self == oldSelf",
    message = "a run's spec never changes: make another StripeSync")
@ValidationRule(
    value =
        "!has(self.type) || self.type != 'Incremental' || !(has(self.resources) || has(self.since)"
            + " || (has(self.dryRun) && self.dryRun) || (has(self.rewrite) && self.rewrite))",
    message = "an Incremental run takes no resources, since, dryRun or rewrite: make it Full")
public record StripeSyncSpec(
    @JsonPropertyDescription("The StripeConnector's name, in the same namespace.")
        @Required
        @SelectableField
        @Pattern(Names.SERVICE)
        @Size(min = 1, max = Names.LONGEST_CONNECTOR)
        String connector,
    @JsonPropertyDescription(
            "Full (the default): everything is read; Incremental: what Stripe's events feed of the last"
                + " 30 days names.")
        @Default("Full")
        @Nullable Type type,
    @JsonPropertyDescription(
            "What is read again: customers, payments, subscriptions, invoices, products,"
                + " checkoutSessions; without it, all that the connector syncs.")
        @Size(min = 1, max = 6)
        @Nullable List<SyncResource> resources,
    @JsonPropertyDescription(
            "What was created before this date (YYYY-MM-DD, UTC) is not read again.")
        @Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        @Size(max = 10)
        @Nullable String since,
    @JsonPropertyDescription(
            "Whether nothing is written, and only what would be is reported; false without it.")
        @Nullable Boolean dryRun,
    @JsonPropertyDescription(
            "Whether every value is written, also unchanged ones; false without it.")
        @Nullable Boolean rewrite) {

  /** What a run reads. */
  public enum Type {
    @JsonProperty("Full")
    FULL,
    @JsonProperty("Incremental")
    INCREMENTAL
  }
}
