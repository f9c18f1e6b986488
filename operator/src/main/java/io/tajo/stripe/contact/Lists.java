package io.tajo.stripe.contact;

import io.tajo.stripe.profile.Profile;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the connector's lists in Brevo; all differ.
 *
 * @param allCustomers every contact that a customer makes
 * @param subscribers those with a subscription active, trialing or past_due; null: no such list
 * @param churned those with none such and at least one canceled or unpaid; null: no such list
 */
public record Lists(long allCustomers, @Nullable Long subscribers, @Nullable Long churned) {
  /** Refuses one list for two purposes. */
  public Lists {
    boolean shared =
        subscribers != null && (subscribers == allCustomers || subscribers.equals(churned));
    if (shared || (churned != null && churned == allCustomers)) {
      throw new IllegalArgumentException(
          "spec.brevo.lists: each purpose needs a list of its own; give different ids");
    }
  }

  /** The lists that a contact should be in: none for a guest's. */
  SortedSet<Long> of(Profile profile) {
    SortedSet<Long> lists = new TreeSet<>();
    if (profile.customers().isEmpty()) {
      return lists;
    }
    lists.add(allCustomers);
    if (profile.membership() == Profile.Membership.SUBSCRIBER) {
      addIfAny(lists, subscribers);
    } else if (profile.membership() == Profile.Membership.CHURNED) {
      addIfAny(lists, churned);
    }
    return Collections.unmodifiableSortedSet(lists);
  }

  /** The lists that a contact may be put in or taken out of. */
  SortedSet<Long> managed(Profile profile) {
    SortedSet<Long> lists = new TreeSet<>();
    lists.add(allCustomers);
    if (profile.membership() != null) {
      addIfAny(lists, subscribers);
      addIfAny(lists, churned);
    }
    return Collections.unmodifiableSortedSet(lists);
  }

  private static void addIfAny(SortedSet<Long> lists, @Nullable Long list) {
    if (list != null) {
      lists.add(list);
    }
  }
}
