package io.tajo.stripe.profile;

import io.tajo.stripe.profile.PricedSubscription.Doubt;
import io.tajo.stripe.profile.Profile.Membership;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** What a contact subscribes to. */
final class Subscriptions {
  private static final Set<String> RUNNING = Set.of("active", "trialing", "past_due");
  private static final Set<String> LOST = Set.of("canceled", "unpaid");

  /** The best first; a status that we do not know comes last. */
  private static final List<String> BEST =
      List.of(
          "active",
          "trialing",
          "past_due",
          "unpaid",
          "paused",
          "incomplete",
          "canceled",
          "incomplete_expired");

  /** The primary subscription is the least: best status, then the MRR it adds, then newest. */
  private static final Comparator<Held> PRIMARY_FIRST =
      Comparator.comparingInt((Held held) -> held.rank)
          .thenComparing(held -> held.added, Comparator.reverseOrder())
          .thenComparing(held -> held.subscription.row(), Newest.SUBSCRIPTION.reversed());

  private final List<SubscriptionRow> rows;

  /**
   * @param added its MRR in the currency of the contact's money fields
   */
  private record Held(PricedSubscription subscription, int rank, BigFraction added) {}

  Subscriptions(List<SubscriptionRow> rows) {
    this.rows = rows;
  }

  /** The newest subscription's currency; null without any. */
  @Nullable String currency() {
    SubscriptionRow newest = Newest.of(rows, Newest.SUBSCRIPTION);
    String currency = newest == null ? "" : Currencies.code(newest.currency());
    return currency.isEmpty() ? null : currency;
  }

  Membership membership() {
    if (runningCount() > 0) {
      return Membership.SUBSCRIBER;
    }
    return rows.stream().anyMatch(row -> LOST.contains(row.status()))
        ? Membership.CHURNED
        : Membership.NEITHER;
  }

  private long runningCount() {
    return rows.stream().filter(row -> RUNNING.contains(row.status())).count();
  }

  /**
   * @param products by id; empty where they may not be read
   */
  void add(
      Figures figures,
      Mrr mrr,
      Conversion conversion,
      List<CustomerRow> customers,
      Map<String, ProductRow> products) {
    List<Held> held = held(figures, mrr, conversion, customers);
    Sum sum = new Sum();
    held.forEach(one -> sum.add(one.added));
    BigFraction total = sum.total();
    figures.money(Field.MRR, total);
    figures.money(Field.ARR, total.multiply(12));
    figures.count(Field.SUBSCRIPTION_COUNT, runningCount());
    figures.text(
        Field.SUBSCRIPTIONS,
        held.stream()
            .map(one -> SubscriptionLine.of(one.subscription, products))
            .collect(Collectors.joining("\n")));
    addPrimary(figures, held.isEmpty() ? null : held.getFirst().subscription, products);
  }

  /** All subscriptions, the primary first. */
  private List<Held> held(
      Figures figures, Mrr mrr, Conversion conversion, List<CustomerRow> customers) {
    Map<String, DiscountRow> discounts = new HashMap<>();
    for (CustomerRow customer : customers) {
      if (customer.discount() != null) {
        discounts.put(customer.id(), customer.discount());
      }
    }
    List<Held> held = new ArrayList<>(rows.size());
    for (SubscriptionRow row : rows) {
      PricedSubscription subscription = mrr.of(row, discounts.get(row.customer()));
      figures.changesAt(subscription.nextChange());
      held.add(new Held(subscription, rank(row), added(figures, subscription, conversion)));
    }
    held.sort(PRIMARY_FIRST);
    return held;
  }

  private static int rank(SubscriptionRow row) {
    int rank = BEST.indexOf(row.status());
    return rank < 0 ? BEST.size() : rank;
  }

  private static BigFraction added(
      Figures figures, PricedSubscription subscription, Conversion conversion) {
    String currency = subscription.currency();
    String id = subscription.row().id();
    BigFraction mrr = subscription.mrr();
    BigFraction factor = conversion.factor(currency);
    Doubt doubt = subscription.doubt();
    if (factor == null && mrr.signum() != 0) {
      figures.leaveOut("subscription", currency, id);
    } else if (doubt != null) {
      figures.leaveOut(doubt.kind(), currency, id);
    }
    return factor == null ? BigFraction.ZERO : mrr.multiply(factor);
  }

  private static void addPrimary(
      Figures figures, @Nullable PricedSubscription primary, Map<String, ProductRow> products) {
    SubscriptionRow row = primary == null ? null : primary.row();
    PricedItem largest = primary == null ? null : primary.largestItem();
    Period period = largest == null ? null : largest.period();
    figures.text(Field.SUBSCRIPTION_STATUS, row == null ? "none" : row.status());
    figures.text(Field.SUBSCRIPTION_ID, row == null ? null : row.id());
    figures.text(Field.PLAN_NAME, SubscriptionLine.planName(largest, products));
    figures.text(Field.PLAN_INTERVAL, period == null ? null : period.name());
    figures.day(Field.SUBSCRIPTION_START, row == null ? null : row.startDate());
    figures.day(Field.TRIAL_END, row == null ? null : row.trialEnd());
    Instant periodEnd = primary == null ? null : primary.currentPeriodEnd();
    figures.day(Field.CURRENT_PERIOD_END, periodEnd);
    figures.day(Field.CANCEL_AT, primary == null ? null : primary.cancelAt());
  }
}
