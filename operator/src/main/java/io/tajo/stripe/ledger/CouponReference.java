package io.tajo.stripe.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A coupon and one place where it is used; one of the three ids is given, the item's together with
 * its subscription's.
 */
public record CouponReference(
    String coupon,
    @Nullable String customer,
    @Nullable String subscription,
    @Nullable String subscriptionItem) {}
