package io.tajo.stripe.profile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A Stripe charge. Amounts are minor units of {@code currency}.
 *
 * @param customer null for a guest's charge, which belongs to nobody
 * @param status {@code succeeded}, {@code pending}, {@code failed} or one unknown to us
 * @param settledAmount the balance transaction's {@code amount} (before fees), minor units of
 *     {@code settledCurrency}; null while there is no balance transaction or it may not be read
 */
public record ChargeRow(
    String id,
    Instant created,
    @Nullable String customer,
    String currency,
    String status,
    long amountCaptured,
    long amountRefunded,
    @Nullable Long settledAmount,
    @Nullable String settledCurrency) {}
