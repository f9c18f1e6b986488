package io.tajo.stripe.profile;

import io.tajo.stripe.profile.Profile.LeftOut;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** One contact's values as they are worked out; a field that may have none is passed over. */
final class Figures {
  private static final Value EMPTY = new Value.Empty();

  /** Days are written {@code YYYY-MM-DD}: a year has four digits. */
  private static final Instant FIRST_DAY = Instant.parse("0000-01-01T00:00:00Z");

  private static final Instant END_OF_DAYS = Instant.parse("+10000-01-01T00:00:00Z");
  private static final Comparator<LeftOut> ORDER =
      Comparator.comparing(LeftOut::kind)
          .thenComparing(LeftOut::currency)
          .thenComparing(LeftOut::id, Newest.BY_BYTES);

  private final Set<Field> fields;
  private final @Nullable String currency;
  private final Map<Field, Value> values = new EnumMap<>(Field.class);
  private final Map<Field, Origin> origins = new EnumMap<>(Field.class);
  private final List<LeftOut> leftOut = new ArrayList<>();
  private @Nullable Instant nextChange;

  /**
   * @param fields those that have a value: what they need is readable
   * @param currency of money
   */
  Figures(Set<Field> fields, @Nullable String currency) {
    this.fields = fields;
    this.currency = currency;
  }

  void text(Field field, @Nullable String text, Origin origin) {
    String trimmed = WhiteSpace.trimToNull(text);
    put(field, trimmed == null ? EMPTY : new Value.Text(trimmed), origin);
  }

  void day(Field field, @Nullable Instant instant, Origin origin) {
    LocalDate date = utcDay(instant);
    put(field, date == null ? EMPTY : new Value.Day(date), origin);
  }

  void flag(Field field, @Nullable Boolean flag, Origin origin) {
    put(field, flag == null ? EMPTY : new Value.Flag(flag), origin);
  }

  /** The number of some objects. */
  void count(Field field, List<SourceObject> objects) {
    Origin.Count count = new Origin.Count(objects);
    put(field, new Value.Whole(BigInteger.valueOf(count.total())), count);
  }

  /** A sum of whole minor units, written as it is. */
  void whole(Field field, Origin.Sum sum) {
    put(field, new Value.Whole(sum.total().getNumerator()), sum);
  }

  void money(Field field, Origin.Amount amount) {
    BigFraction minor = amount.total();
    put(field, minor == null ? EMPTY : new Value.Money(minor, currency), amount);
  }

  void leaveOut(String kind, String currency, String id) {
    leftOut.add(new LeftOut(kind, currency, id));
  }

  /** A value changes with the clock at this instant, which lies ahead. */
  void changesAt(@Nullable Instant instant) {
    nextChange = earlier(nextChange, instant);
  }

  private void put(Field field, Value value, Origin origin) {
    if (fields.contains(field)) {
      values.put(field, value);
      origins.put(field, origin);
    }
  }

  Map<Field, Value> values() {
    return Collections.unmodifiableMap(values);
  }

  Map<Field, Origin> origins() {
    return Collections.unmodifiableMap(origins);
  }

  List<LeftOut> leftOut() {
    leftOut.sort(ORDER);
    return List.copyOf(leftOut);
  }

  @Nullable Instant nextChange() {
    return nextChange;
  }

  /** Null for none, and for a day that cannot be written as {@code YYYY-MM-DD}. */
  static @Nullable LocalDate utcDay(@Nullable Instant instant) {
    return instant == null || instant.isBefore(FIRST_DAY) || !instant.isBefore(END_OF_DAYS)
        ? null
        : LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  /** The earlier of two instants, either of which may be missing. */
  static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }
}
