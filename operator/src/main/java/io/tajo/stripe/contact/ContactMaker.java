package io.tajo.stripe.contact;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.contact.Omission.Reason;
import io.tajo.stripe.profile.Field;
import io.tajo.stripe.profile.Profile;
import io.tajo.stripe.profile.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes of a profile what its contact should be in Brevo. Pure and thread-safe. */
public final class ContactMaker {
  private final List<Place> places;
  private final Lists lists;
  private final boolean newContactsBlocklisted;
  private final TextLimit limit;

  /**
   * Where one figure goes.
   *
   * @param type null: Brevo has no such attribute
   */
  private record Place(Target target, @Nullable AttributeType type) {}

  /**
   * Makes contacts for one run.
   *
   * @param newContactsBlocklisted {@code spec.brevo.consent.newContacts: Blocklisted}
   * @param textLimit code points of the longest text that is written, at least 1
   */
  public ContactMaker(
      Mapping mapping, Schema schema, Lists lists, boolean newContactsBlocklisted, int textLimit) {
    this.places =
        mapping.targets().stream()
            .map(target -> new Place(target, schema.attributes().get(target.attribute())))
            .toList();
    this.lists = lists;
    this.newContactsBlocklisted = newContactsBlocklisted;
    this.limit = new TextLimit(textLimit);
  }

  /** What the contact should be, whatever it is now. */
  public Desired desired(Profile profile) {
    SortedMap<String, JsonNode> attributes = new TreeMap<>();
    SortedSet<String> empty = new TreeSet<>();
    SortedSet<String> kept = new TreeSet<>();
    List<Omission> omissions = new ArrayList<>();
    for (Shown shown : shown(profile)) {
      String attribute = shown.target().attribute();
      switch (shown.outcome()) {
        case Shown.Present(JsonNode value, boolean _) -> attributes.put(attribute, value);
        case Shown.Empty() -> {
          if (shown.type() != null) {
            empty.add(attribute);
          }
        }
        case Shown.Kept() -> kept.add(attribute);
        case Shown.Omitted(Reason reason) -> {
          omissions.add(new Omission(attribute, reason));
          if (shown.type() != null) {
            // Empty, not left as it is: what was written before would pass for today's value.
            empty.add(attribute);
          }
        }
      }
    }
    return new Desired(
        profile.address(),
        profile.customers(),
        attributes,
        empty,
        kept,
        lists.of(profile),
        lists.managed(profile),
        newContactsBlocklisted,
        profile.optedOut(),
        profile.nextChange(),
        omissions);
  }

  /** The same attribute by attribute, in the order of the mapping. */
  public List<Shown> shown(Profile profile) {
    return places.stream()
        .map(
            place -> new Shown(place.target(), place.type(), outcome(place, value(place, profile))))
        .toList();
  }

  /** Which of the connector's lists the contact should be in. */
  public List<Lists.Place> lists(Profile profile) {
    return lists.places(profile);
  }

  private static Optional<Value> value(Place place, Profile profile) {
    return place.target().source().field() == Field.EMAIL
        ? Optional.of(new Value.Text(profile.address()))
        : profile.value(place.target().source());
  }

  private Shown.Outcome outcome(Place place, Optional<Value> value) {
    String text = value.map(Conversion::text).orElse("");
    AttributeType type = place.type();
    if (type == null) {
      return text.isEmpty() ? new Shown.Empty() : new Shown.Omitted(Reason.MISSING_ATTRIBUTE);
    }
    if (value.isEmpty()) {
      return new Shown.Kept();
    }
    return text.isEmpty() ? new Shown.Empty() : outcome(place.target(), type, text);
  }

  private Shown.Outcome outcome(Target target, AttributeType type, String text) {
    Optional<String> shown =
        BuiltIn.PHONES.contains(target.attribute())
            ? PhoneNumber.normalise(text)
            : Optional.of(text);
    if (shown.isEmpty()) {
      return new Shown.Omitted(Reason.INVALID_PHONE);
    }
    String limited = limited(target, type, shown.get());
    return Conversion.to(type, limited)
        .<Shown.Outcome>map(value -> new Shown.Present(value, !limited.equals(shown.get())))
        .orElseGet(() -> new Shown.Omitted(Reason.UNCONVERTIBLE));
  }

  private String limited(Target target, AttributeType type, String text) {
    if (!(type instanceof AttributeType.Text)) {
      return text;
    }
    return target.source().field() == Field.SUBSCRIPTIONS ? limit.cutLines(text) : limit.cut(text);
  }
}
