package io.tajo.stripe.profile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invoice. Amounts are minor units of {@code currency}.
 *
 * @param status {@code draft}, {@code open}, {@code paid}, {@code uncollectible}, {@code void}
 */
public record InvoiceRow(
    String id,
    Instant created,
    @Nullable String customer,
    @Nullable String status,
    String currency,
    long amountDue,
    long amountRemaining,
    @Nullable String number,
    @Nullable String hostedInvoiceUrl) {}
