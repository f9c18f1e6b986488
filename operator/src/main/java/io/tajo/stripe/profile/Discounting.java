package io.tajo.stripe.profile;

import io.tajo.stripe.profile.MonthlyItem.Effect;
import io.tajo.stripe.profile.MonthlyItem.Taken;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * What discounts leave of a subscription's licensed items a month: each takes from what the one
 * before left.
 */
final class Discounting {
  private final ProfileSettings.Discounts counted;
  private final Map<String, CouponRow> coupons;
  private final Instant now;
  private final String currency;
  private final List<Line> lines = new ArrayList<>();
  private boolean unknownCoupon;
  private @Nullable Instant nextEnd;

  /** What is left of an item. */
  private static final class Line {
    private final PricedItem item;
    private final Period period;
    private final List<Taken> taken = new ArrayList<>();
    private BigFraction left;

    Line(PricedItem item, Period period) {
      this.item = item;
      this.period = period;
      this.left = item.monthly();
    }

    void take(DiscountRow discount, CouponRow coupon, BigFraction off) {
      taken.add(new Taken(discount, coupon, Effect.TAKEN, off));
      left = left.subtract(off);
    }
  }

  /**
   * @param currency the subscription's
   */
  Discounting(
      ProfileSettings.Discounts counted,
      Map<String, CouponRow> coupons,
      Instant now,
      String currency,
      List<PricedItem> items) {
    this.counted = counted;
    this.coupons = coupons;
    this.now = now;
    this.currency = currency;
    for (PricedItem item : items) {
      Period period = item.period();
      if (item.licensed() && period != null) {
        lines.add(new Line(item, period));
      }
    }
  }

  /**
   * Takes the items' own discounts off, then the subscription's, each in the order listed.
   *
   * @return what each licensed item makes a month
   */
  List<MonthlyItem> afterAll(List<DiscountRow> ofSubscription) {
    for (Line line : lines) {
      for (DiscountRow discount : line.item.row().discounts()) {
        take(discount, List.of(line));
      }
    }
    for (DiscountRow discount : ofSubscription) {
      take(discount, lines);
    }
    return lines.stream()
        .map(line -> new MonthlyItem(line.item, List.copyOf(line.taken), line.left))
        .toList();
  }

  /** Whether a discount could not be taken off because nobody knows its coupon. */
  boolean hasUnknownCoupon() {
    return unknownCoupon;
  }

  /** When the first of the discounts that were taken ends; null: never. */
  @Nullable Instant nextEnd() {
    return nextEnd;
  }

  private void take(DiscountRow discount, List<Line> from) {
    Instant end = discount.end();
    CouponRow coupon = coupons.get(discount.coupon());
    if (end != null && !end.isAfter(now)) {
      leave(discount, coupon, Effect.ENDED, from);
    } else if (counted == ProfileSettings.Discounts.NONE) {
      leave(discount, coupon, Effect.NOT_COUNTED, from);
    } else if (coupon == null) {
      unknownCoupon = true;
      nextEnd = Figures.earlier(nextEnd, end);
      leave(discount, null, Effect.UNKNOWN_COUPON, from);
    } else if (counted == ProfileSettings.Discounts.RECURRING && !isRecurring(coupon)) {
      leave(discount, coupon, Effect.NOT_COUNTED, from);
    } else {
      nextEnd = Figures.earlier(nextEnd, end);
      List<Line> others = from.stream().filter(line -> !line.item.isOf(coupon)).toList();
      leave(discount, coupon, Effect.OTHER_PRODUCTS, others);
      take(discount, coupon, from.stream().filter(line -> line.item.isOf(coupon)).toList());
    }
  }

  private static void leave(
      DiscountRow discount, @Nullable CouponRow coupon, Effect effect, List<Line> lines) {
    lines.forEach(line -> line.taken.add(new Taken(discount, coupon, effect, BigFraction.ZERO)));
  }

  private static boolean isRecurring(CouponRow coupon) {
    return "forever".equals(coupon.duration()) || "repeating".equals(coupon.duration());
  }

  private void take(DiscountRow discount, CouponRow coupon, List<Line> covered) {
    BigDecimal percent = coupon.percentOff();
    if (percent == null) {
      takeAmount(discount, coupon, covered);
      return;
    }
    BigDecimal within = percent.max(BigDecimal.ZERO).min(BigDecimal.valueOf(100));
    BigFraction off = Exact.of(within);
    if (off != null) {
      BigFraction part = off.divide(100);
      covered.forEach(line -> line.take(discount, coupon, line.left.multiply(part)));
    }
  }

  /** Spreads the amount over the items above 0 in proportion; it takes no more than they make. */
  private void takeAmount(DiscountRow discount, CouponRow coupon, List<Line> covered) {
    List<Line> above = covered.stream().filter(line -> line.left.signum() > 0).toList();
    Long amount =
        Currencies.code(coupon.currency()).equals(currency)
            ? coupon.amountOff()
            : coupon.amountOffByCurrency().get(currency);
    if (amount == null || amount <= 0) {
      leave(discount, coupon, Effect.OTHER_CURRENCY, covered);
      return;
    }
    if (above.isEmpty()) {
      return;
    }
    BigFraction shortest = above.getFirst().period.months();
    BigFraction before = BigFraction.ZERO;
    for (Line line : above) {
      BigFraction months = line.period.months();
      shortest = months.compareTo(shortest) < 0 ? months : shortest;
      before = before.add(line.left);
    }
    BigFraction off = BigFraction.of(amount).divide(shortest);
    BigFraction part = off.compareTo(before) < 0 ? off.divide(before) : BigFraction.ONE;
    above.forEach(line -> line.take(discount, coupon, line.left.multiply(part)));
  }
}
