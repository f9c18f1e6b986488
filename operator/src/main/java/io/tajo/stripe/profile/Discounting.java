package io.tajo.stripe.profile;

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
    private BigFraction left;

    Line(PricedItem item, Period period) {
      this.item = item;
      this.period = period;
      this.left = item.monthly();
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
   * @return what is left a month
   */
  BigFraction afterAll(List<DiscountRow> ofSubscription) {
    for (Line line : lines) {
      for (DiscountRow discount : line.item.row().discounts()) {
        take(discount, List.of(line));
      }
    }
    for (DiscountRow discount : ofSubscription) {
      take(discount, lines);
    }
    return total(lines);
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
    boolean running = end == null || end.isAfter(now);
    if (!running || counted == ProfileSettings.Discounts.NONE) {
      return;
    }
    CouponRow coupon = coupons.get(discount.coupon());
    if (coupon == null) {
      unknownCoupon = true;
      nextEnd = Figures.earlier(nextEnd, end);
      return;
    }
    if (counted == ProfileSettings.Discounts.RECURRING && !isRecurring(coupon)) {
      return;
    }
    nextEnd = Figures.earlier(nextEnd, end);
    List<Line> covered = from.stream().filter(line -> line.item.isOf(coupon)).toList();
    BigDecimal percent = coupon.percentOff();
    if (percent != null) {
      takePercent(percent, covered);
    } else {
      takeAmount(coupon, covered);
    }
  }

  private static boolean isRecurring(CouponRow coupon) {
    return "forever".equals(coupon.duration()) || "repeating".equals(coupon.duration());
  }

  private static void takePercent(BigDecimal percent, List<Line> lines) {
    BigDecimal within = percent.max(BigDecimal.ZERO).min(BigDecimal.valueOf(100));
    BigFraction off = Exact.of(within);
    if (off != null) {
      BigFraction stays = BigFraction.ONE.subtract(off.divide(100));
      lines.forEach(line -> line.left = line.left.multiply(stays));
    }
  }

  /** Spreads the amount over the items above 0 in proportion; it takes no more than they make. */
  private void takeAmount(CouponRow coupon, List<Line> covered) {
    List<Line> lines = covered.stream().filter(line -> line.left.signum() > 0).toList();
    Long amount =
        Currencies.code(coupon.currency()).equals(currency)
            ? coupon.amountOff()
            : coupon.amountOffByCurrency().get(currency);
    if (amount == null || amount <= 0 || lines.isEmpty()) {
      return;
    }
    BigFraction shortest = lines.getFirst().period.months();
    for (Line line : lines) {
      BigFraction months = line.period.months();
      shortest = months.compareTo(shortest) < 0 ? months : shortest;
    }
    BigFraction before = total(lines);
    BigFraction off = BigFraction.of(amount).divide(shortest);
    BigFraction stays =
        off.compareTo(before) < 0 ? BigFraction.ONE.subtract(off.divide(before)) : BigFraction.ZERO;
    lines.forEach(line -> line.left = line.left.multiply(stays));
  }

  private static BigFraction total(List<Line> lines) {
    BigFraction total = BigFraction.ZERO;
    for (Line line : lines) {
      total = total.add(line.left);
    }
    return total;
  }
}
