package io.tajo.stripe.profile;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One contact's figures at one instant.
 *
 * @param customers ids of the customers with the address, newest first; empty for a guest's contact
 * @param values every field without a key whose topic is readable
 * @param metadata the winning value of each metadata key that has one
 * @param totalSpent spending by lower-case currency, for currencies with a payment; null where
 *     payments are not readable
 * @param membership null where subscriptions are not readable: then the lists that need it are not
 *     touched
 * @param optedOut a customer's consent metadata says no
 * @param nextChange the next instant at which a value changes with the clock alone; null: never
 * @param leftOut objects whose money is missing from a figure, each once, in a fixed order: what
 *     could not be priced, or converted to the reporting currency, or without one what is not in
 *     the contact's own currency
 */
public record Profile(
    String address,
    List<String> customers,
    Map<Field, Value> values,
    Map<String, String> metadata,
    @Nullable Map<String, Value.Money> totalSpent,
    @Nullable Membership membership,
    boolean optedOut,
    @Nullable Instant nextChange,
    List<LeftOut> leftOut) {
  /** Which of the lists that follow subscriptions the contact belongs to. */
  public enum Membership {
    SUBSCRIBER,
    CHURNED,
    NEITHER
  }

  /**
   * An object whose money is missing from a figure.
   *
   * @param kind {@code charge}, {@code subscription}, {@code invoice}, {@code unpriced} for a
   *     subscription with an item whose price cannot be told (it adds nothing), or {@code discount}
   *     for one with a running discount of a coupon never seen (it adds what it would without)
   * @param currency the object's, lower case; empty where it has none
   * @param id the object's; of an upcoming invoice, which has none, its subscription's
   */
  public record LeftOut(String kind, String currency, String id) {}

  /**
   * The same without what is made from some topics, as if they were not readable: contacts keep
   * what was last written of them.
   */
  public Profile without(Set<Topic> frozen) {
    if (frozen.isEmpty()) {
      return this;
    }
    Set<Topic> rest = EnumSet.complementOf(EnumSet.copyOf(frozen));
    Map<Field, Value> kept = new EnumMap<>(Field.class);
    values.forEach((field, value) -> {
      if (field.hasValue(rest)) {
        kept.put(field, value);
      }
    });
    return new Profile(
        address,
        customers,
        kept,
        metadata,
        rest.contains(Topic.PAYMENTS) ? totalSpent : null,
        rest.contains(Topic.SUBSCRIPTIONS) ? membership : null,
        optedOut,
        nextChange,
        leftOut);
  }

  /**
   * The value of a source; empty where it has none to write or to clear (its topic is not
   * readable).
   */
  public Optional<Value> value(Source source) {
    return switch (source.field()) {
      case METADATA -> {
        String text = metadata.get(source.key());
        yield Optional.of(text == null ? new Value.Empty() : new Value.Text(text));
      }
      case TOTAL_SPENT_IN ->
          Optional.ofNullable(totalSpent)
              .map(spent -> spent.getOrDefault(source.key(), Value.Money.nothing(source.key())));
      default -> Optional.ofNullable(values.get(source.field()));
    };
  }
}
