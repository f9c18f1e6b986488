package io.tajo.stripe.profile;

import io.tajo.stripe.profile.Origin.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** What the customers themselves say: of each value, the newest customer that has one wins. */
final class PlainFields {
  private final List<CustomerRow> newestFirst;

  PlainFields(List<CustomerRow> newestFirst) {
    this.newestFirst = newestFirst;
  }

  void add(Figures figures) {
    addName(figures, newest(CustomerRow::name));
    addText(figures, Field.PHONE, newest(CustomerRow::phone));
    addPlace(figures);
    addDelinquent(figures);
    addText(figures, Field.CUSTOMER_ID, newest(CustomerRow::id));
    addText(figures, Field.LANGUAGE, newest(CustomerRow::language));
    CustomerRow first = Newest.of(newestFirst, Newest.CUSTOMER.reversed());
    figures.day(
        Field.CREATED,
        first == null ? null : first.created(),
        Origin.said(first == null ? null : SourceObject.of(first), Choice.OLDEST));
  }

  private static void addText(Figures figures, Field field, @Nullable Saying saying) {
    figures.text(field, saying == null ? null : saying.text(), origin(saying));
  }

  private static Origin origin(@Nullable Saying saying) {
    return Origin.said(saying == null ? null : saying.by(), Choice.NEWEST);
  }

  private static void addName(Figures figures, @Nullable Saying said) {
    String name = said == null ? null : said.text();
    String first = name;
    String last = null;
    if (name != null && name.contains(" ")) {
      int space = name.lastIndexOf(' ');
      first = name.substring(0, space);
      last = name.substring(space + 1);
    }
    Origin origin = origin(said);
    figures.text(Field.NAME, name, origin);
    figures.text(Field.FIRST_NAME, first, origin);
    figures.text(Field.LAST_NAME, last, origin);
  }

  /** The address is taken whole: a city of one customer never joins the country of another. */
  private void addPlace(Figures figures) {
    CustomerRow placed = null;
    for (CustomerRow customer : newestFirst) {
      if (isValue(customer.country())
          || isValue(customer.city())
          || isValue(customer.postalCode())) {
        placed = customer;
        break;
      }
    }
    Origin origin = Origin.said(placed == null ? null : SourceObject.of(placed), Choice.NEWEST);
    figures.text(Field.COUNTRY, placed == null ? null : placed.country(), origin);
    figures.text(Field.CITY, placed == null ? null : placed.city(), origin);
    figures.text(Field.POSTAL_CODE, placed == null ? null : placed.postalCode(), origin);
  }

  /** A customer about whom Stripe says nothing owes nothing; a guest is no customer. */
  private void addDelinquent(Figures figures) {
    List<SourceObject> delinquent =
        newestFirst.stream()
            .filter(customer -> Boolean.TRUE.equals(customer.delinquent()))
            .map(SourceObject::of)
            .toList();
    figures.flag(
        Field.DELINQUENT,
        newestFirst.isEmpty() ? null : !delinquent.isEmpty(),
        new Origin.Said(delinquent, Choice.EACH));
  }

  /** The newest customer's currency; null where none has one. */
  @Nullable Saying currency() {
    Saying said = newest(CustomerRow::currency);
    return said == null ? null : new Saying(Currencies.code(said.text()), said.by());
  }

  /** Minor units over the customers in a currency or without one. */
  Origin.Sum balance(@Nullable String currency) {
    List<Portion> portions = new ArrayList<>(newestFirst.size());
    for (CustomerRow customer : newestFirst) {
      String own = Currencies.code(customer.currency());
      boolean counts = own.isEmpty() || own.equals(currency);
      portions.add(
          new Portion(
              SourceObject.of(customer),
              BigFraction.of(customer.balance()),
              own,
              counts ? Rate.SAME : null,
              Portion.PLAIN));
    }
    return new Origin.Sum(portions);
  }

  /** The winning value of each key that has one. */
  Map<String, Saying> metadata() {
    Map<String, Saying> metadata = new TreeMap<>();
    for (CustomerRow customer : newestFirst) {
      customer
          .metadata()
          .forEach((key, value) -> {
            Saying saying = Saying.of(value, SourceObject.of(customer));
            if (saying != null) {
              metadata.putIfAbsent(key, saying);
            }
          });
    }
    return metadata;
  }

  private @Nullable Saying newest(Function<CustomerRow, @Nullable String> property) {
    for (CustomerRow customer : newestFirst) {
      Saying saying = Saying.of(property.apply(customer), SourceObject.of(customer));
      if (saying != null) {
        return saying;
      }
    }
    return null;
  }

  private static boolean isValue(@Nullable String text) {
    return WhiteSpace.trimToNull(text) != null;
  }
}
