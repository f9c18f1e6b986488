package io.tajo.stripe.profile;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription with all its items.
 *
 * @param status as Stripe writes it
 * @param pauseBehavior {@code pause_collection.behavior}, null where collection is not paused
 * @param discounts the subscription's own, in the order listed
 */
public record SubscriptionRow(
    String id,
    Instant created,
    @Nullable String customer,
    String status,
    String currency,
    @Nullable Instant startDate,
    @Nullable Instant trialEnd,
    @Nullable Instant cancelAt,
    boolean cancelAtPeriodEnd,
    @Nullable Instant canceledAt,
    @Nullable Instant endedAt,
    @Nullable String pauseBehavior,
    List<SubscriptionItemRow> items,
    List<DiscountRow> discounts) {}
