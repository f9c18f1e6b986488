package io.tajo.stripe.profile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A coupon applied to a customer, a subscription or an item.
 *
 * @param end when it stops running; null: not set
 */
public record DiscountRow(
    String id, String coupon, @Nullable Instant start, @Nullable Instant end) {}
