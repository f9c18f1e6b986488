package io.tajo.stripe.contact;

import io.tajo.stripe.profile.Field;
import io.tajo.stripe.profile.Profile;
import io.tajo.stripe.profile.Profile.Membership;
import io.tajo.stripe.profile.Value;
import java.math.BigInteger;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** A profile in the making: a customer without any figure, until a test says otherwise. */
final class Person {
  private final Map<Field, Value> values = new EnumMap<>(Field.class);
  private final Map<String, String> metadata = new HashMap<>();
  private List<String> customers = List.of("cus_1");
  private @Nullable Map<String, Value.Money> totalSpent = new HashMap<>();
  private @Nullable Membership membership = Membership.NEITHER;
  private boolean optedOut;
  private @Nullable Instant nextChange;

  /** A subscriber in Paris who pays 12.50 a month. */
  static Person ada() {
    return new Person()
        .text(Field.CITY, "Paris")
        .text(Field.PHONE, "+44 20 7946 0018")
        .cents(Field.MRR, 1250)
        .membership(Membership.SUBSCRIBER);
  }

  Person with(Field field, Value value) {
    values.put(field, value);
    return this;
  }

  Person text(Field field, String text) {
    return with(field, new Value.Text(text));
  }

  Person whole(Field field, long number) {
    return with(field, new Value.Whole(BigInteger.valueOf(number)));
  }

  Person cents(Field field, long cents) {
    return with(field, new Value.Money(BigFraction.of(cents), "usd"));
  }

  Person empty(Field field) {
    return with(field, new Value.Empty());
  }

  Person unreadable(Field field) {
    values.remove(field);
    return this;
  }

  Person metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  Person withoutMetadata(String key) {
    metadata.remove(key);
    return this;
  }

  Person paymentsUnreadable() {
    totalSpent = null;
    return this;
  }

  Person spent(String currency, long minor) {
    if (totalSpent != null) {
      totalSpent.put(currency, new Value.Money(BigFraction.of(minor), currency));
    }
    return this;
  }

  Person customers(String... ids) {
    customers = List.of(ids);
    return this;
  }

  /** Null: subscriptions are not readable. */
  Person membership(@Nullable Membership next) {
    membership = next;
    return this;
  }

  Person optedOut(boolean next) {
    optedOut = next;
    return this;
  }

  Person nextChange(@Nullable Instant next) {
    nextChange = next;
    return this;
  }

  Profile profile() {
    return new Profile(
        "ada@example.com",
        customers,
        Map.copyOf(values),
        Map.copyOf(metadata),
        totalSpent == null ? null : Map.copyOf(totalSpent),
        membership,
        optedOut,
        nextChange,
        List.of());
  }
}
