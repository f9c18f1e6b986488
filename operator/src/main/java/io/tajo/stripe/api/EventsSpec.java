package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of Stripe's events become Brevo events, and how. */
@ValidationRule(
    value =
        "!has(self.maxAge)"
            + " || (self.maxAge.matches('^"
            + GoDuration.FORM
            + "$')"
            + " && self.maxAge.matches('[1-9]'))",
    message = "maxAge must be a duration above 0, like 24h, 90m or 1h30m",
    fieldPath = ".maxAge")
public record EventsSpec(
    @JsonPropertyDescription("Before the name of every Brevo event; stripe_ without it.")
        @Pattern("^[A-Za-z0-9_-]*$")
        @Size(max = 100)
        @Nullable String prefix,
    @JsonPropertyDescription(
            "Stripe event types to forward besides the standard ones; * at the end stands for"
                + " anything.")
        @Size(max = 100)
        @Nullable List<@Pattern("^([a-z][a-z0-9_.]*\\*?|\\*)$") @Size(max = 100) String> include,
    @JsonPropertyDescription(
            "Stripe event types, or derived events without the prefix, not to forward; * at the end"
                + " stands for anything.")
        @Size(max = 100)
        @Nullable List<@Pattern("^([a-z][a-z0-9_.]*\\*?|\\*)$") @Size(max = 100) String> exclude,
    @JsonPropertyDescription(
            "Older events are not forwarded, like 24h (the default), 90m or 1h30m.")
        @Size(min = 2, max = 20)
        @Nullable String maxAge,
    @JsonPropertyDescription(
            "Whether an abandoned checkout that asked for no consent to promotions makes an event"
                + " too; false without it.")
        @Nullable Boolean abandonedWithoutConsent) {}
