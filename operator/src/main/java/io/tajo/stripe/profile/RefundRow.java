package io.tajo.stripe.profile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refund of a charge. Amount in minor units of the charge's currency.
 *
 * @param status {@code succeeded}, {@code pending}, {@code failed}, {@code canceled}, {@code
 *     requires_action}
 * @param reportingCategory of its balance transaction; {@code partial_capture_reversal} marks an
 *     uncaptured remainder
 */
public record RefundRow(
    String id,
    Instant created,
    @Nullable String charge,
    long amount,
    @Nullable String status,
    @Nullable String reportingCategory) {}
