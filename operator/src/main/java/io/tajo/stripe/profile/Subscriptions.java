package io.tajo.stripe.profile;

import io.tajo.stripe.profile.Origin.Choice;
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
   * @param portion its MRR
   * @param added what that adds in the currency of the contact's money fields
   */
  private record Held(
      PricedSubscription subscription, int rank, Portion portion, BigFraction added) {}

  Subscriptions(List<SubscriptionRow> rows) {
    this.rows = rows;
  }

  /** The newest subscription's currency; null without any. */
  @Nullable Saying currency() {
    SubscriptionRow newest = Newest.of(rows, Newest.SUBSCRIPTION);
    return newest == null
        ? null
        : Saying.of(Currencies.code(newest.currency()), SourceObject.of(newest));
  }

  Membership membership() {
    return !having(RUNNING).isEmpty()
        ? Membership.SUBSCRIBER
        : !having(LOST).isEmpty() ? Membership.CHURNED : Membership.NEITHER;
  }

  /** Those that decide the {@link #membership}. */
  List<SourceObject> deciding() {
    List<SourceObject> running = having(RUNNING);
    return running.isEmpty() ? having(LOST) : running;
  }

  /** Those with one of the statuses, the newest first. */
  private List<SourceObject> having(Set<String> statuses) {
    return Newest.first(rows, Newest.SUBSCRIPTION).stream()
        .filter(row -> statuses.contains(row.status()))
        .map(SourceObject::of)
        .toList();
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
    Origin.Sum mrrs = new Origin.Sum(held.stream().map(Held::portion).toList());
    figures.money(Field.MRR, mrrs);
    figures.money(Field.ARR, new Origin.Yearly(mrrs));
    figures.count(Field.SUBSCRIPTION_COUNT, having(RUNNING));
    figures.text(
        Field.SUBSCRIPTIONS,
        held.stream()
            .map(one -> SubscriptionLine.of(one.subscription, products))
            .collect(Collectors.joining("\n")),
        new Origin.Said(
            held.stream().map(one -> SourceObject.of(one.subscription.row())).toList(),
            Choice.EACH));
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
      Portion portion = portion(figures, subscription, conversion);
      held.add(new Held(subscription, rank(row), portion, portion.adds()));
    }
    held.sort(PRIMARY_FIRST);
    return held;
  }

  private static int rank(SubscriptionRow row) {
    int rank = BEST.indexOf(row.status());
    return rank < 0 ? BEST.size() : rank;
  }

  private static Portion portion(
      Figures figures, PricedSubscription subscription, Conversion conversion) {
    String currency = subscription.currency();
    String id = subscription.row().id();
    BigFraction mrr = subscription.mrr();
    Rate rate = conversion.rate(currency);
    Doubt doubt = subscription.doubt();
    if (rate == null && mrr.signum() != 0) {
      figures.leaveOut("subscription", currency, id);
    } else if (doubt != null) {
      figures.leaveOut(doubt.kind(), currency, id);
    }
    return new Portion(SourceObject.of(subscription.row()), mrr, currency, rate, subscription);
  }

  private static void addPrimary(
      Figures figures, @Nullable PricedSubscription primary, Map<String, ProductRow> products) {
    SubscriptionRow row = primary == null ? null : primary.row();
    PricedItem largest = primary == null ? null : primary.largestItem();
    Period period = largest == null ? null : largest.period();
    SourceObject object = row == null ? null : SourceObject.of(row);
    Origin it = Origin.said(object, Choice.PRIMARY);
    Origin item = Origin.said(object, Choice.LARGEST_ITEM);
    figures.text(Field.SUBSCRIPTION_STATUS, row == null ? "none" : row.status(), it);
    figures.text(Field.SUBSCRIPTION_ID, row == null ? null : row.id(), it);
    figures.text(Field.PLAN_NAME, SubscriptionLine.planName(largest, products), item);
    figures.text(Field.PLAN_INTERVAL, period == null ? null : period.name(), item);
    figures.day(Field.SUBSCRIPTION_START, row == null ? null : row.startDate(), it);
    figures.day(Field.TRIAL_END, row == null ? null : row.trialEnd(), it);
    Instant periodEnd = primary == null ? null : primary.currentPeriodEnd();
    figures.day(Field.CURRENT_PERIOD_END, periodEnd, it);
    figures.day(Field.CANCEL_AT, primary == null ? null : primary.cancelAt(), it);
  }
}
