package io.tajo.stripe.contact;

import io.tajo.stripe.profile.Profile;
import io.tajo.stripe.profile.Profile.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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

  /** What a list is for; the name in {@code spec.brevo.lists}. */
  public enum Purpose {
    ALL_CUSTOMERS("allCustomers"),
    SUBSCRIBERS("subscribers"),
    CHURNED("churned");

    private final String field;

    Purpose(String field) {
      this.field = field;
    }

    /** The name in the manifest. */
    public String field() {
      return field;
    }
  }

  /** Where a contact stands with a list. */
  public enum Standing {
    IN,
    OUT,
    /** What decides it cannot be read: it is neither put in nor taken out. */
    LEFT_ALONE
  }

  /** One list, and where a contact stands with it. */
  public record Place(Purpose purpose, long list, Standing standing) {}

  /** Where a contact stands with each list; a guest's is in none. */
  List<Place> places(Profile profile) {
    boolean customer = !profile.customers().isEmpty();
    Membership membership = profile.membership();
    List<Place> places = new ArrayList<>();
    places.add(new Place(Purpose.ALL_CUSTOMERS, allCustomers, standing(customer)));
    if (subscribers != null) {
      Standing standing =
          membership == null
              ? Standing.LEFT_ALONE
              : standing(customer && membership == Membership.SUBSCRIBER);
      places.add(new Place(Purpose.SUBSCRIBERS, subscribers, standing));
    }
    if (churned != null) {
      Standing standing =
          membership == null
              ? Standing.LEFT_ALONE
              : standing(customer && membership == Membership.CHURNED);
      places.add(new Place(Purpose.CHURNED, churned, standing));
    }
    return places;
  }

  private static Standing standing(boolean in) {
    return in ? Standing.IN : Standing.OUT;
  }

  /** The lists that a contact should be in: none for a guest's. */
  SortedSet<Long> of(Profile profile) {
    return having(profile, standing -> standing == Standing.IN);
  }

  /** The lists that a contact may be put in or taken out of. */
  SortedSet<Long> managed(Profile profile) {
    return having(profile, standing -> standing != Standing.LEFT_ALONE);
  }

  private SortedSet<Long> having(Profile profile, Predicate<Standing> condition) {
    return places(profile).stream()
        .filter(place -> condition.test(place.standing()))
        .map(Place::list)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
