package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One currency for all figures, with the rates for what Stripe did not settle in it. */
@ValidationRule(
    value = "!has(self.rates) || has(self.reporting)",
    message = "rates have no meaning without reporting: add it, or remove the rates",
    fieldPath = ".rates")
@ValidationRule(
    value =
        "!has(self.rates) || !has(self.reporting)"
            + " || self.rates.all(code, code.lowerAscii() != self.reporting.lowerAscii())",
    message = "the reporting currency itself needs no rate: remove it",
    fieldPath = ".rates")
public record CurrencySpec(
    @JsonPropertyDescription(
            "The currency of every amount, like usd; without it, amounts are in each contact's own"
                + " currency.")
        @Pattern("^[A-Za-z]{3}$")
        @Size(max = 3)
        @Nullable String reporting,
    @JsonPropertyDescription(
            "By currency: how many units of the reporting currency one unit of it is, as text, like"
                + " eur: \"1.08\".")
        @Size(max = 200)
        @ValidationRule(
            value = "self.all(code, code.matches('^[A-Za-z]{3}$'))",
            message = "a currency code has three letters")
        @ValidationRule(
            value = "self.all(one, self.exists_one(other, one.lowerAscii() == other.lowerAscii()))",
            message = "a currency is there twice (A-Z and a-z are the same)")
        @ValidationRule(
            value = "self.all(code, self[code].matches('[1-9]'))",
            message = "a rate must be above 0")
        @Nullable Map<String, @Pattern("^[0-9]{1,12}(\\.[0-9]{1,12})?$") @Size(max = 25) String>
            rates) {}
