package io.tajo.stripe.profile;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Stripe customer, as far as figures need it.
 *
 * @param address the normalised usable e-mail, null where there is none; then {@code email} tells
 *     why
 * @param testClock the test clock's id; such a customer is ignored with everything of its own
 * @param language the first of {@code preferred_locales}
 * @param currency lower case, as Stripe sends it
 * @param balance minor units as Stripe holds it; negative is credit
 * @param discount the customer's own discount
 */
public record CustomerRow(
    String id,
    Instant created,
    boolean deleted,
    @Nullable String testClock,
    @Nullable String email,
    @Nullable String address,
    @Nullable String name,
    @Nullable String phone,
    @Nullable String country,
    @Nullable String city,
    @Nullable String postalCode,
    @Nullable Boolean delinquent,
    @Nullable String language,
    @Nullable String currency,
    long balance,
    Map<String, String> metadata,
    @Nullable DiscountRow discount) {}
