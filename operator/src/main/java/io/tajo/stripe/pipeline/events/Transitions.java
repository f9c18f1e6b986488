package io.tajo.stripe.pipeline.events;

import io.tajo.stripe.profile.Profile.Membership;
import io.tajo.stripe.profile.Profiler;
import io.tajo.stripe.profile.SubscriptionFigures;
import io.tajo.stripe.profile.SubscriptionRow;
import io.tajo.stripe.profile.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of subscriptions and of the contacts that have them, event by event: upgraded,
 * downgraded, reactivated, churned.
 */
final class Transitions {
  /** Names without the prefix. */
  static final String UPGRADED = "subscription_upgraded";

  static final String DOWNGRADED = "subscription_downgraded";
  static final String REACTIVATED = "subscription_reactivated";
  static final String CHURNED = "subscription_churned";

  /** The events that tell of them, by {@link StripeEvent#plainType}; others only repeat. */
  static final Set<String> EVENTS =
      Set.of(
          "customer.subscription.created",
          "customer.subscription.updated",
          "customer.subscription.deleted");

  /** A name, and the subscription's figures on both sides of it. */
  record Transition(String name, SubscriptionFigures before, SubscriptionFigures after) {}

  /** A contact's subscriptions as they are after the events so far, by id. */
  private final Map<String, Map<String, SubscriptionRow>> held = new HashMap<>();

  /** Begins with what the ledger had. */
  Transitions(Map<String, List<SubscriptionRow>> byAddress) {
    byAddress.forEach((address, rows) -> {
      Map<String, SubscriptionRow> byId = new HashMap<>();
      rows.forEach(row -> byId.put(row.id(), row));
      held.put(address, byId);
    });
  }

  private Membership membership(String address) {
    return Profiler.membership(new ArrayList<>(held.getOrDefault(address, Map.of()).values()));
  }

  /**
   * One event is taken in.
   *
   * @param address of the contact; empty: there is none
   * @param row as it is now
   * @param before null where it is not known: then nothing can be told
   */
  List<Transition> take(
      Optional<String> address,
      SubscriptionRow row,
      @Nullable SubscriptionFigures before,
      SubscriptionFigures after) {
    Membership was = address.map(this::membership).orElse(Membership.NEITHER);
    address.ifPresent(one -> held.computeIfAbsent(one, _ -> new HashMap<>()).put(row.id(), row));
    Membership is = address.map(this::membership).orElse(Membership.NEITHER);
    if (before == null
        || !before.exact()
        || !after.exact()
        || !Objects.equals(before.mrr().currency(), after.mrr().currency())) {
      return List.of();
    }
    List<Transition> transitions = new ArrayList<>();
    name(before.mrr().minor(), after.mrr().minor(), was)
        .ifPresent(name -> transitions.add(new Transition(name, before, after)));
    if (was != Membership.CHURNED && is == Membership.CHURNED) {
      transitions.add(new Transition(CHURNED, before, after));
    }
    return transitions;
  }

  private static Optional<String> name(BigFraction before, BigFraction after, Membership was) {
    if (before.signum() > 0 && after.signum() > 0) {
      int change = after.compareTo(before);
      return change == 0 ? Optional.empty() : Optional.of(change > 0 ? UPGRADED : DOWNGRADED);
    }
    return before.signum() == 0 && after.signum() > 0 && was == Membership.CHURNED
        ? Optional.of(REACTIVATED)
        : Optional.empty();
  }

  /** What a subscription was before it was made: it made nothing. */
  static SubscriptionFigures nothing(SubscriptionFigures made) {
    return new SubscriptionFigures(
        made.id(), Value.Money.nothing(made.mrr().currency()), true, null, null);
  }
}
