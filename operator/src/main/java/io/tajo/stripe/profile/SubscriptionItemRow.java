package io.tajo.stripe.profile;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item of a subscription.
 *
 * @param price the price's id; its row is in the {@link Catalog}
 * @param quantity null: absent, counts as 1
 */
public record SubscriptionItemRow(
    String id,
    Instant created,
    String price,
    @Nullable Long quantity,
    @Nullable Instant currentPeriodEnd,
    List<DiscountRow> discounts) {}
