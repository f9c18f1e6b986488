package io.tajo.stripe.pipeline.events;

import io.tajo.stripe.ledger.TakingIn;
import io.tajo.stripe.profile.Catalog;
import io.tajo.stripe.profile.DiscountRow;
import io.tajo.stripe.profile.Profiler;
import io.tajo.stripe.profile.SubscriptionFigures;
import io.tajo.stripe.profile.SubscriptionRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Subscriptions as the ledger has them at one point of a transaction.
 *
 * @param rows of those that events name, by id
 * @param figures of the same
 * @param byAddress all subscriptions of the contacts that are touched
 */
record Subscribed(
    Map<String, SubscriptionRow> rows,
    Map<String, SubscriptionFigures> figures,
    Map<String, List<SubscriptionRow>> byAddress) {
  private static final Subscribed NONE = new Subscribed(Map.of(), Map.of(), Map.of());

  /** As they are now. */
  static Subscribed read(
      TakingIn tx, Profiler profiler, Set<String> ids, Collection<String> contacts, Instant now)
      throws SQLException {
    return ids.isEmpty()
        ? NONE
        : new Priced(tx, profiler, now).of(tx.subscriptions(ids), tx.subscriptionsOf(contacts));
  }

  /** As they were when their events were last told of; sees to it that this stays known. */
  static Subscribed before(
      TakingIn tx,
      Profiler profiler,
      Set<String> ids,
      Collection<String> contacts,
      Instant now,
      Told told)
      throws SQLException {
    if (ids.isEmpty()) {
      return NONE;
    }
    Map<String, SubscriptionRow> known = tx.subscriptions(ids);
    Map<String, SubscriptionRow> were = told.rows(tx, known);
    told.keep(tx, known);
    return new Priced(tx, profiler, now)
        .of(were, told.byAddress(tx.subscriptionsOf(contacts), were));
  }

  private record Priced(TakingIn tx, Profiler profiler, Instant now) {
    Subscribed of(Map<String, SubscriptionRow> rows, Map<String, List<SubscriptionRow>> byAddress)
        throws SQLException {
      Set<String> customers =
          rows.values().stream()
              .map(row -> String.valueOf(row.customer()))
              .collect(Collectors.toSet());
      Map<String, DiscountRow> discounts = tx.discountsOf(customers);
      Catalog catalog = tx.catalog(rows.values(), discounts.values());
      Map<String, SubscriptionFigures> figures = new HashMap<>();
      rows.forEach((id, row) ->
          figures.put(
              id,
              profiler.subscription(
                  row, discounts.get(String.valueOf(row.customer())), catalog, now)));
      return new Subscribed(rows, figures, byAddress);
    }
  }
}
