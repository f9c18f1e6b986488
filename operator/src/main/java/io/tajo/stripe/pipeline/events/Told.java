package io.tajo.stripe.pipeline.events;

import io.tajo.stripe.ledger.TakingIn;
import io.tajo.stripe.profile.SubscriptionRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What subscriptions were when their events were last told of. An invoice's event may come first
 * and bring the changed subscription along: the subscription's own event then still tells of the
 * change.
 */
final class Told {
  private final Set<String> created = new HashSet<>();
  private final Set<String> changed = new HashSet<>();
  private final Set<String> broughtAlong = new HashSet<>();

  private Told() {}

  static Told of(List<Reading> readings) {
    Told told = new Told();
    for (Reading reading : readings) {
      if (Transitions.isMade(reading)) {
        reading.subscription().ifPresent(told.created::add);
      } else if (Transitions.isTold(reading)) {
        reading.subscription().ifPresent(told.changed::add);
      } else {
        reading
            .sights()
            .forEach(sight ->
                sight.rows().subscriptions().forEach(row -> told.broughtAlong.add(row.id())));
      }
    }
    return told;
  }

  /** Keeps what the ledger has before something else than its own event changes it. */
  void keep(TakingIn tx, Map<String, SubscriptionRow> known) throws SQLException {
    Set<String> kept = new HashSet<>(broughtAlong);
    changed.stream().filter(id -> !known.containsKey(id)).forEach(kept::add);
    tx.keepTold(kept);
  }

  /** Subscriptions that events tell of, as they were. */
  Map<String, SubscriptionRow> rows(TakingIn tx, Map<String, SubscriptionRow> known)
      throws SQLException {
    Map<String, SubscriptionRow> rows = new HashMap<>(known);
    for (SubscriptionRow was : tx.told(both())) {
      rows.put(was.id(), was);
    }
    rows.keySet().removeAll(tx.untold(created));
    return rows;
  }

  /** The contacts' subscriptions with those that events tell of as they were. */
  Map<String, List<SubscriptionRow>> byAddress(
      Map<String, List<SubscriptionRow>> known, Map<String, SubscriptionRow> were) {
    Map<String, List<SubscriptionRow>> byAddress = new HashMap<>();
    known.forEach((address, rows) -> {
      List<SubscriptionRow> before = new ArrayList<>();
      for (SubscriptionRow row : rows) {
        SubscriptionRow was = both().contains(row.id()) ? were.get(row.id()) : row;
        if (was != null) {
          before.add(was);
        }
      }
      byAddress.put(address, before);
    });
    return byAddress;
  }

  private Set<String> both() {
    Set<String> both = new HashSet<>(created);
    both.addAll(changed);
    return both;
  }

  /** Events are told of: of one that was not there before, its creation is still to be told. */
  static void forget(TakingIn tx, Collection<Reading> done) throws SQLException {
    Told told = of(List.copyOf(done));
    Set<String> over = new HashSet<>(told.both());
    Set<String> untold = tx.untold(told.changed);
    untold.removeAll(told.created);
    over.removeAll(untold);
    tx.forgetTold(over);
  }
}
