package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One currency for all figures, with the rates for what Stripe did not settle in it. */
public record CurrencySpec(
    @JsonPropertyDescription(
            "The currency of every amount, like usd; without it, amounts are in each contact's own"
                + " currency.")
        @Pattern("^[A-Za-z]{3}$")
        @Nullable String reporting,
    @JsonPropertyDescription(
            "By currency: how many units of the reporting currency one unit of it is, as text, like"
                + " eur: \"1.08\".")
        @Size(max = 200)
        @Nullable Map<String, @Pattern("^[0-9]{1,12}(\\.[0-9]{1,12})?$") String> rates) {}
