package io.tajo.stripe.profile;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A profile and what each of its figures was made from.
 *
 * @param origins of every field of the profile
 * @param metadata the customer whose value each metadata key has
 * @param totalSpent spending by lower-case currency; null where payments are not readable
 * @param membership the subscriptions that decide which lists the contact belongs to
 * @param optedOut the customers whose metadata says no
 * @param products by id, as far as they may be read
 */
public record Explained(
    Profile profile,
    Map<Field, Origin> origins,
    Map<String, SourceObject> metadata,
    @Nullable Map<String, Origin.Sum> totalSpent,
    List<SourceObject> membership,
    List<SourceObject> optedOut,
    Map<String, ProductRow> products) {
  private static final Origin NOBODY = new Origin.Said(List.of(), Origin.Choice.EACH);

  /** Where the value of a source comes from; said by nobody where it has none. */
  public Origin origin(Source source) {
    return switch (source.field()) {
      case METADATA -> {
        SourceObject customer = metadata.get(source.key());
        yield new Origin.Said(
            customer == null ? List.of() : List.of(customer), Origin.Choice.NEWEST);
      }
      case TOTAL_SPENT_IN ->
          totalSpent == null
              ? NOBODY
              : totalSpent.getOrDefault(source.key(), new Origin.Sum(List.of()));
      default -> origins.getOrDefault(source.field(), NOBODY);
    };
  }

  /** What an item is an item of: as {@code plan_name} says it; null where nobody knows. */
  public @Nullable String planName(PricedItem item) {
    return SubscriptionLine.planName(item, products);
  }
}
