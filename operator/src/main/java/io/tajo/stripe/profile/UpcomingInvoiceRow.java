package io.tajo.stripe.profile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest {@code invoice.upcoming} event of a subscription.
 *
 * @param created when the event was made
 * @param date {@code next_payment_attempt}, else {@code period_end}
 */
public record UpcomingInvoiceRow(
    String subscription,
    @Nullable String customer,
    Instant created,
    @Nullable Instant date,
    long amountDue,
    String currency) {}
