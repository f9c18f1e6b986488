package io.tajo.stripe.profile;

import org.jspecify.annotations.Nullable;

/**
 * What one subscription is at one instant, apart from its contact.
 *
 * @param mrr in its own currency
 * @param exact whether the MRR is the whole truth: every price and coupon is known
 * @param planName of its largest item; null where it has none
 * @param planInterval {@code month}, {@code 3 months}; null where it cannot be told
 */
public record SubscriptionFigures(
    String id,
    Value.Money mrr,
    boolean exact,
    @Nullable String planName,
    @Nullable String planInterval) {
  static SubscriptionFigures of(PricedSubscription subscription, @Nullable String planName) {
    PricedItem largest = subscription.largestItem();
    Period period = largest == null ? null : largest.period();
    return new SubscriptionFigures(
        subscription.row().id(),
        new Value.Money(subscription.mrr(), subscription.currency()),
        subscription.doubt() == null,
        planName,
        period == null ? null : period.name());
  }
}
