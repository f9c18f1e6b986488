package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The Stripe account that is read. */
public record StripeSpec(
    @JsonPropertyDescription("Stripe's API key; a restricted key (rk_...) is enough.") @Required
        SecretRef secretKey,
    @JsonPropertyDescription(
            "The connected account to read, like acct_1234; without it, the key's own.")
        @Pattern("^acct_[A-Za-z0-9_]+$")
        @Size(max = 100)
        @Nullable String account,
    @JsonPropertyDescription(
            "Requests a second to Stripe, at most; without it 40 with a live key, 15 with a test"
                + " key. Stripe allows an account 100 (25 in test mode), which your own payments"
                + " share.")
        @Min(1)
        @Max(500)
        @Nullable Integer requestsPerSecond,
    @JsonPropertyDescription(
            "Reads from Stripe in 30 days, at most; scheduled full runs wait when they are spent."
                + " Without it, half of what Stripe grants the account.")
        @Min(1000)
        @Max(1_000_000_000)
        @Nullable Long readsPerMonth) {}
