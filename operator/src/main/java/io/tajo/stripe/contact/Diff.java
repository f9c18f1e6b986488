package io.tajo.stripe.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The difference between what a contact should be and what this connector last wrote to it, and
 * what is remembered of a write. Pure.
 *
 * <p>A deliverer asks {@link #between}, sends the change, and stores {@link #after} once Brevo has
 * accepted it; also after an empty change, where it differs from what is stored. Where Brevo
 * refuses one value, it sends {@link #without} that value instead; where it refuses everything, it
 * stores {@link #rejected}.
 */
public final class Diff {
  private static final JsonNode CLEARED = TextNode.valueOf("");

  private Diff() {}

  /**
   * What to write now.
   *
   * @param written null: nothing yet, or Brevo has lost the contact
   * @param rewrite writes every value, list and flag again, also those that Brevo refused
   */
  public static Change between(Desired desired, @Nullable Written written, boolean rewrite) {
    if (!rewrite && isRejected(desired, written)) {
      return Change.NONE;
    }
    Written before = written == null ? nothing(desired) : written;
    SortedMap<String, JsonNode> attributes = new TreeMap<>();
    desired.empty().forEach(name -> clear(attributes, before, name));
    desired
        .attributes()
        .forEach((name, value) -> {
          if (!rewrite && same(value, before.withheld().get(name))) {
            clear(attributes, before, name);
          } else if (rewrite || !same(value, before.attributes().get(name))) {
            attributes.put(name, value);
          }
        });
    return new Change(
        !isWritten(written),
        attributes,
        minus(desired.lists(), rewrite ? new TreeSet<>() : before.lists()),
        minus(
            rewrite ? desired.managed() : common(before.lists(), desired.managed()),
            desired.lists()),
        desired.optedOut() && (rewrite || !before.blocklisted()));
  }

  /**
   * The change for a contact that Brevo does not have: nothing to clear or to leave, and the
   * blocklist flags where new contacts get them. For one that Brevo has lost, start from {@code
   * between(desired, null, …)}.
   */
  public static Change forNew(Change change, Desired desired) {
    SortedMap<String, JsonNode> attributes = new TreeMap<>(change.attributes());
    attributes.values().removeIf(CLEARED::equals);
    return new Change(
        change.first(),
        attributes,
        change.addLists(),
        new TreeSet<>(),
        change.blocklist() || desired.blocklistNew());
  }

  /**
   * The change to send when Brevo refuses the value of one attribute (a number that another contact
   * holds): without it, and clearing what was written there before. {@link #after} it, the value is
   * remembered as withheld until it changes.
   */
  public static Change without(Change refused, @Nullable Written written, String attribute) {
    SortedMap<String, JsonNode> attributes = new TreeMap<>(refused.attributes());
    JsonNode value = attributes.remove(attribute);
    if (written != null && value != null && !CLEARED.equals(value)) {
      clear(attributes, written, attribute);
    }
    return new Change(
        refused.first(),
        attributes,
        refused.addLists(),
        refused.removeLists(),
        refused.blocklist());
  }

  /**
   * What to remember once a change was accepted: desired values that are in Brevo, and as withheld
   * those that neither the change nor an earlier write brought there. Attributes that are no longer
   * mapped are forgotten. The blocklist flags are remembered as long as the opt-out stands, so that
   * the next opt-out is written again.
   *
   * @param change what was written, perhaps nothing
   */
  public static Written after(Desired desired, @Nullable Written written, Change change) {
    Written before = written == null ? nothing(desired) : written;
    boolean standing = change.isEmpty() && isRejected(desired, written);
    SortedMap<String, JsonNode> attributes = new TreeMap<>(before.attributes());
    SortedMap<String, JsonNode> withheld = new TreeMap<>(before.withheld());
    if (!standing) {
      attributes.keySet().removeIf(name -> isForgotten(desired, name));
      withheld.keySet().retainAll(desired.kept());
      change.attributes().forEach((name, value) -> remember(attributes, name, value));
      desired
          .attributes()
          .forEach((name, value) -> {
            if (!same(value, attributes.get(name))) {
              withheld.put(name, value);
            }
          });
    }
    return new Written(
        desired.address(),
        desired.customers(),
        attributes,
        minus(plus(before.lists(), change.addLists()), change.removeLists()),
        desired.optedOut() && (change.blocklist() || before.blocklisted()),
        withheld,
        standing ? before.rejection() : null,
        desired.nextChange());
  }

  /**
   * What to remember when a write was accepted but one value did not arrive, as happens to numbers
   * in an import: it is withheld until it changes.
   */
  public static Written withheld(Written written, String attribute) {
    JsonNode value = written.attributes().get(attribute);
    if (value == null) {
      return written;
    }
    SortedMap<String, JsonNode> attributes = new TreeMap<>(written.attributes());
    SortedMap<String, JsonNode> withheld = new TreeMap<>(written.withheld());
    attributes.remove(attribute);
    withheld.put(attribute, value);
    return new Written(
        written.address(),
        written.customers(),
        attributes,
        written.lists(),
        written.blocklisted(),
        withheld,
        written.rejection(),
        written.nextChange());
  }

  /**
   * What to remember when Brevo refused the contact as a whole: nothing new is written, and it is
   * tried again when its values change or are rewritten.
   *
   * @param reason Brevo's words, without the person's data
   */
  public static Written rejected(Desired desired, @Nullable Written written, String reason) {
    Written before = written == null ? nothing(desired) : written;
    return new Written(
        desired.address(),
        desired.customers(),
        before.attributes(),
        before.lists(),
        desired.optedOut() && before.blocklisted(),
        before.withheld(),
        new Written.Rejection(reason, desired.digest()),
        desired.nextChange());
  }

  /** Whether Brevo ever accepted the contact from this connector. */
  public static boolean isWritten(@Nullable Written written) {
    return written != null
        && (written.rejection() == null
            || !written.attributes().isEmpty()
            || !written.lists().isEmpty());
  }

  private static boolean isRejected(Desired desired, @Nullable Written written) {
    return written != null
        && written.rejection() != null
        && written.rejection().digest().equals(desired.digest());
  }

  private static boolean isForgotten(Desired desired, String name) {
    return !desired.attributes().containsKey(name)
        && !desired.empty().contains(name)
        && !desired.kept().contains(name);
  }

  private static void clear(SortedMap<String, JsonNode> attributes, Written before, String name) {
    if (before.attributes().containsKey(name)) {
      attributes.put(name, CLEARED);
    }
  }

  private static void remember(
      SortedMap<String, JsonNode> attributes, String name, JsonNode written) {
    if (CLEARED.equals(written)) {
      attributes.remove(name);
    } else {
      attributes.put(name, written);
    }
  }

  /** Equal for Brevo: the ledger may give 100 back as another kind of node than it took. */
  private static boolean same(JsonNode value, @Nullable JsonNode other) {
    if (other != null && value.isNumber() && other.isNumber()) {
      return value.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    return value.equals(other);
  }

  private static Written nothing(Desired desired) {
    return new Written(
        desired.address(),
        desired.customers(),
        new TreeMap<>(),
        new TreeSet<>(),
        false,
        new TreeMap<>(),
        null,
        null);
  }

  private static SortedSet<Long> minus(SortedSet<Long> lists, SortedSet<Long> less) {
    SortedSet<Long> rest = new TreeSet<>(lists);
    rest.removeAll(less);
    return rest;
  }

  private static SortedSet<Long> plus(SortedSet<Long> lists, SortedSet<Long> more) {
    SortedSet<Long> all = new TreeSet<>(lists);
    all.addAll(more);
    return all;
  }

  private static SortedSet<Long> common(SortedSet<Long> lists, SortedSet<Long> others) {
    SortedSet<Long> both = new TreeSet<>(lists);
    both.retainAll(others);
    return both;
  }
}
