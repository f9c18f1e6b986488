package io.tajo.stripe.cli;

import io.tajo.stripe.profile.Explained;
import io.tajo.stripe.profile.Field;
import io.tajo.stripe.profile.MonthlyItem;
import io.tajo.stripe.profile.MonthlyItem.Taken;
import io.tajo.stripe.profile.Origin;
import io.tajo.stripe.profile.Payment;
import io.tajo.stripe.profile.Period;
import io.tajo.stripe.profile.Portion;
import io.tajo.stripe.profile.PricedItem;
import io.tajo.stripe.profile.PricedSubscription;
import io.tajo.stripe.profile.Rate;
import io.tajo.stripe.profile.Source;
import io.tajo.stripe.profile.SourceObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Puts into words what objects add to one figure. */
final class Portions {
  private final Explained explained;
  private final Source source;
  private final @Nullable String currency;

  /**
   * Of one figure.
   *
   * @param currency of the figure; null: it has none
   */
  Portions(Explained explained, Source source, @Nullable String currency) {
    this.explained = explained;
    this.source = source;
    this.currency = currency;
  }

  List<Story.Part> parts(Origin origin) {
    return switch (origin) {
      case Origin.Said said ->
          said.objects().stream().map(object -> part(object, null, object.status())).toList();
      case Origin.Count(List<SourceObject> objects) ->
          objects.stream().map(object -> part(object, BigDecimal.ONE, object.status())).toList();
      case Origin.Amount amount -> amount.portions().stream().map(this::part).toList();
    };
  }

  private static Story.Part part(SourceObject object, @Nullable BigDecimal adds, String words) {
    return new Story.Part(
        object.kind().words(),
        object.id(),
        Storyteller.day(object.created()),
        adds,
        words,
        List.of());
  }

  private Story.Part part(Portion portion) {
    SourceObject object = portion.of();
    return new Story.Part(
        object.kind().words(),
        object.id(),
        Storyteller.day(object.created()),
        source.field() == Field.BALANCE
            ? new BigDecimal(portion.adds().getNumerator())
            : Amounts.major(portion.adds(), currency),
        words(portion) + converted(portion),
        portion.detail() instanceof PricedSubscription subscription
            ? subscription.items().stream().map(item -> part(item, subscription)).toList()
            : List.of());
  }

  private String words(Portion portion) {
    return switch (portion.detail()) {
      case Payment payment -> payment(payment);
      case PricedSubscription subscription -> standing(subscription);
      case Portion.Plain() -> portion.of().status();
    };
  }

  private String payment(Payment payment) {
    String own = payment.currency();
    StringBuilder words =
        new StringBuilder(Amounts.withCurrency(BigFraction.of(payment.captured()), own))
            .append(" paid");
    if (source.field() == Field.LAST_PAYMENT_AMOUNT) {
      return words.toString();
    }
    BigInteger lost =
        source.field() == Field.TOTAL_REFUNDED
            ? BigInteger.ZERO
            : payment.captured().subtract(payment.refunded()).subtract(payment.kept());
    if (payment.refunded().signum() > 0) {
      words
          .append(", ")
          .append(Amounts.text(BigFraction.of(payment.refunded()), own))
          .append(" refunded");
    }
    if (lost.signum() > 0) {
      words
          .append(", ")
          .append(Amounts.text(BigFraction.of(lost), own))
          .append(" lost in disputes");
    }
    return words.toString();
  }

  private String converted(Portion portion) {
    if (portion.detail() instanceof PricedSubscription subscription
        && subscription.standing() != PricedSubscription.Standing.COUNTS) {
      return ""; // It counts in no currency.
    }
    Rate rate = portion.rate();
    if (rate == null) {
      return "; not counted: it is in %s, not in %s%s"
          .formatted(
              Amounts.code(portion.currency()),
              Amounts.code(currency),
              source.field() == Field.BALANCE ? "" : ", and spec.currency has no rate");
    }
    String factor = Amounts.rate(rate.factor(), portion.currency(), currency);
    return switch (rate.basis()) {
      case SAME_CURRENCY -> "";
      case SETTLEMENT -> "; Stripe settled it at " + factor;
      case MANIFEST -> "; spec.currency.rates: " + factor;
    };
  }

  private static String standing(PricedSubscription subscription) {
    String status = subscription.row().status();
    return switch (subscription.standing()) {
      case COUNTS -> status;
      case NOT_PAYING -> status + ": only active and past_due ones count";
      case PAUSED -> status + ", but its collection is paused as void: it does not count";
      case CANCELLED -> status + ", but cancelled: spec.metrics.mrr.churnAt is Cancellation";
      case UNPRICED -> status + ", but the price of an item cannot be told: it does not count";
    };
  }

  private Story.Part part(PricedItem item, PricedSubscription subscription) {
    Optional<MonthlyItem> monthly =
        subscription.monthly().stream().filter(one -> one.item().equals(item)).findFirst();
    String own = subscription.currency();
    StringBuilder words = new StringBuilder(price(item, own));
    for (Taken taken : monthly.map(MonthlyItem::discounts).orElse(List.of())) {
      words.append(discount(taken, own));
    }
    return new Story.Part(
        "item",
        item.row().id(),
        null,
        Amounts.major(monthly.map(MonthlyItem::left).orElse(BigFraction.ZERO), own),
        words.toString(),
        List.of());
  }

  /** {@code Pro × 3: 900.00 USD a year, 75.00 a month}. */
  private String price(PricedItem item, String own) {
    String plan = explained.planName(item);
    Long quantity = item.row().quantity();
    String name =
        (plan == null ? item.row().price() : plan) + " × " + (quantity == null ? 1 : quantity);
    Period period = item.period();
    BigFraction amount = item.amount();
    if (!item.licensed()) {
      return name + ": by usage, which does not count";
    }
    if (amount == null || period == null) {
      return name + ": its price cannot be told";
    }
    String price = name + ": " + Amounts.withCurrency(amount, own) + " " + period.rate();
    return period.months().equals(BigFraction.ONE)
        ? price
        : price + ", " + Amounts.text(item.monthly(), own) + " a month";
  }

  private static String discount(Taken taken, String own) {
    String coupon = "coupon " + taken.discount().coupon();
    return switch (taken.effect()) {
      case TAKEN -> " − " + Amounts.text(taken.off(), own) + " (" + coupon + off(taken) + ")";
      case ENDED -> "; " + coupon + " has ended";
      case NOT_COUNTED -> "; " + coupon + " is not counted (spec.metrics.mrr.discounts)";
      case UNKNOWN_COUPON -> "; " + coupon + " is gone from Stripe, and not taken off";
      case OTHER_PRODUCTS -> "; " + coupon + " is for other products";
      case OTHER_CURRENCY -> "; " + coupon + " takes nothing in this currency";
    };
  }

  private static String off(Taken taken) {
    var coupon = taken.coupon();
    BigDecimal percent = coupon == null ? null : coupon.percentOff();
    return percent == null ? "" : ", " + percent.stripTrailingZeros().toPlainString() + "%";
  }
}
