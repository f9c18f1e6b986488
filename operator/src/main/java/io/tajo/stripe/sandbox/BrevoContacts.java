package io.tajo.stripe.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The contacts of an account, found by each identifier and paged in the order of creation. */
final class BrevoContacts {
  /** In ascending order of id, which is the order of creation. */
  private final ArrayList<BrevoContact> all = new ArrayList<>();

  private final Map<String, BrevoContact> byEmail = new HashMap<>();
  private final Map<String, BrevoContact> byKey = new HashMap<>();
  private long lastId;

  /** One page and how many contacts the filter lets through. */
  record Page(List<BrevoContact> contacts, int count) {}

  long nextId() {
    return lastId + 1;
  }

  int size() {
    return all.size();
  }

  Stream<BrevoContact> stream() {
    return all.stream();
  }

  Optional<BrevoContact> byEmail(String email) {
    return Optional.ofNullable(byEmail.get(email));
  }

  /** By {@link BrevoContact#key}. */
  Optional<BrevoContact> byKey(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** By a number in any of Brevo's forms. */
  Optional<BrevoContact> byPhone(String attribute, String number) {
    return BrevoPhone.stored(number).flatMap(digits -> byKey(BrevoContact.key(attribute, digits)));
  }

  Optional<BrevoContact> byId(long id) {
    int position = position(id);
    return position < 0 ? Optional.empty() : Optional.of(all.get(position));
  }

  private int position(long id) {
    int low = 0;
    int high = all.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long there = all.get(middle).id;
      if (there == id) {
        return middle;
      }
      if (there < id) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** Puts a contact in the place of what it was before; null: there was none. */
  void put(@Nullable BrevoContact before, BrevoContact now) {
    if (before == null) {
      all.add(now);
      lastId = now.id;
    } else {
      all.set(position(before.id), now);
      forget(before);
    }
    if (!now.email.isEmpty()) {
      byEmail.put(now.email, now);
    }
    now.keys().forEach(key -> byKey.put(key, now));
  }

  void remove(BrevoContact contact) {
    all.remove(position(contact.id));
    forget(contact);
  }

  private void forget(BrevoContact contact) {
    byEmail.remove(contact.email);
    contact.keys().forEach(byKey::remove);
  }

  /** All contacts, without a look at each. */
  Page page(long offset, int limit, boolean descending) {
    return slice(all, offset, limit, descending);
  }

  Page page(Predicate<BrevoContact> filter, long offset, int limit, boolean descending) {
    return slice(all.stream().filter(filter).toList(), offset, limit, descending);
  }

  private static Page slice(
      List<BrevoContact> ascending, long offset, int limit, boolean descending) {
    int size = ascending.size();
    int from = (int) Math.min(offset, size);
    int to = (int) Math.min((long) from + limit, size);
    List<BrevoContact> page =
        new ArrayList<>(
            descending ? ascending.subList(size - to, size - from) : ascending.subList(from, to));
    if (descending) {
      Collections.reverse(page);
    }
    return new Page(page, size);
  }
}
