package io.tajo.stripe.profile;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the customers themselves say: of each value, the newest customer that has one wins. */
final class PlainFields {
  private final List<CustomerRow> newestFirst;

  PlainFields(List<CustomerRow> newestFirst) {
    this.newestFirst = newestFirst;
  }

  void add(Figures figures) {
    addName(figures, newest(CustomerRow::name));
    figures.text(Field.PHONE, newest(CustomerRow::phone));
    addPlace(figures);
    figures.flag(Field.DELINQUENT, delinquent());
    figures.text(Field.CUSTOMER_ID, newest(CustomerRow::id));
    figures.text(Field.LANGUAGE, newest(CustomerRow::language));
    Instant created = null;
    for (CustomerRow customer : newestFirst) {
      created = Figures.earlier(created, customer.created());
    }
    figures.day(Field.CREATED, created);
  }

  private static void addName(Figures figures, @Nullable String name) {
    figures.text(Field.NAME, name);
    String first = name;
    String last = null;
    if (name != null && name.contains(" ")) {
      int space = name.lastIndexOf(' ');
      first = name.substring(0, space);
      last = name.substring(space + 1);
    }
    figures.text(Field.FIRST_NAME, first);
    figures.text(Field.LAST_NAME, last);
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
    figures.text(Field.COUNTRY, placed == null ? null : placed.country());
    figures.text(Field.CITY, placed == null ? null : placed.city());
    figures.text(Field.POSTAL_CODE, placed == null ? null : placed.postalCode());
  }

  /** A customer about whom Stripe says nothing owes nothing; a guest is no customer. */
  private @Nullable Boolean delinquent() {
    return newestFirst.isEmpty()
        ? null
        : newestFirst.stream().anyMatch(customer -> Boolean.TRUE.equals(customer.delinquent()));
  }

  /** The newest customer's currency, lower case; null where none has one. */
  @Nullable String currency() {
    String currency = newest(CustomerRow::currency);
    return currency == null ? null : Currencies.code(currency);
  }

  /** Minor units over the customers in a currency or without one. */
  BigInteger balance(@Nullable String currency) {
    BigInteger balance = BigInteger.ZERO;
    for (CustomerRow customer : newestFirst) {
      String own = Currencies.code(customer.currency());
      if (own.isEmpty() || own.equals(currency)) {
        balance = balance.add(BigInteger.valueOf(customer.balance()));
      }
    }
    return balance;
  }

  /** The winning value of each key that has one, trimmed. */
  Map<String, String> metadata() {
    Map<String, String> metadata = new TreeMap<>();
    for (CustomerRow customer : newestFirst) {
      customer
          .metadata()
          .forEach((key, value) -> {
            String text = WhiteSpace.trimToNull(value);
            if (text != null) {
              metadata.putIfAbsent(key, text);
            }
          });
    }
    return metadata;
  }

  private @Nullable String newest(Function<CustomerRow, @Nullable String> property) {
    for (CustomerRow customer : newestFirst) {
      String text = WhiteSpace.trimToNull(property.apply(customer));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static boolean isValue(@Nullable String text) {
    return WhiteSpace.trimToNull(text) != null;
  }
}
