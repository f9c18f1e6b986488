package io.tajo.stripe.profile;

import java.time.Instant;
import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * A subscription and its MRR.
 *
 * @param currency lower case
 * @param items all of them
 * @param standing whether it counts
 * @param monthly what its licensed items make; empty where it does not count
 * @param doubt why the MRR is not the whole truth; null: it is
 * @param nextChange when a running discount ends that lowers the MRR; null: never
 */
public record PricedSubscription(
    SubscriptionRow row,
    String currency,
    List<PricedItem> items,
    Standing standing,
    List<MonthlyItem> monthly,
    @Nullable Doubt doubt,
    @Nullable Instant nextChange)
    implements Portion.Detail {
  /** Whether a subscription makes MRR, and if not, why. */
  public enum Standing {
    COUNTS,
    /** It is neither active nor past due. */
    NOT_PAYING,
    /** {@code pause_collection.behavior} is {@code void}. */
    PAUSED,
    /** It was cancelled, and {@code spec.metrics.mrr.churnAt} is Cancellation. */
    CANCELLED,
    /** The price of an item cannot be told. */
    UNPRICED
  }

  /** What is missing from an MRR. */
  public enum Doubt {
    /** The price of an item cannot be told: the subscription adds nothing. */
    PRICE("unpriced"),
    /** A discount's coupon was never seen: it is not taken off. */
    DISCOUNT("discount");

    private final String kind;

    Doubt(String kind) {
      this.kind = kind;
    }

    /** Of {@link Profile.LeftOut}. */
    String kind() {
      return kind;
    }
  }

  /** In minor units of the currency, not below 0 unless a price is; 0 where it does not count. */
  BigFraction mrr() {
    BigFraction mrr = BigFraction.ZERO;
    for (MonthlyItem item : monthly) {
      mrr = mrr.add(item.left());
    }
    return mrr;
  }

  /** The item that makes most a month before discounts; the oldest of several; null without any. */
  @Nullable PricedItem largestItem() {
    PricedItem largest = null;
    for (PricedItem item : items) {
      int order = largest == null ? 1 : item.monthly().compareTo(largest.monthly());
      if (largest == null
          || order > 0
          || (order == 0 && Newest.ITEM.compare(item.row(), largest.row()) < 0)) {
        largest = item;
      }
    }
    return largest;
  }

  /** {@code ended_at}, canceled or incomplete_expired. */
  boolean ended() {
    return ended(row);
  }

  static boolean ended(SubscriptionRow row) {
    return row.endedAt() != null
        || "canceled".equals(row.status())
        || "incomplete_expired".equals(row.status());
  }

  /** The earliest of the items'; null for an ended one. */
  @Nullable Instant currentPeriodEnd() {
    Instant earliest = null;
    if (!ended()) {
      for (PricedItem item : items) {
        earliest = Figures.earlier(earliest, item.row().currentPeriodEnd());
      }
    }
    return earliest;
  }

  /** When it will end; null for an ended one and where nobody cancelled it. */
  @Nullable Instant cancelAt() {
    if (ended()) {
      return null;
    }
    Instant fixed = row.cancelAt();
    return fixed == null && row.cancelAtPeriodEnd() ? currentPeriodEnd() : fixed;
  }
}
