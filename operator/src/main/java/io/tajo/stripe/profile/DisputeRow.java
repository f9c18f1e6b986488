package io.tajo.stripe.profile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dispute (or inquiry) of a charge. Amount in minor units of {@code currency}.
 *
 * @param status as Stripe writes it; {@code lost} takes the money away
 */
public record DisputeRow(
    String id,
    Instant created,
    @Nullable String charge,
    long amount,
    String currency,
    String status) {}
