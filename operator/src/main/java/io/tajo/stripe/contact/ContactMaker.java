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
    Draft draft = new Draft();
    places.forEach(place -> draft.add(place, value(place, profile)));
    return new Desired(
        profile.address(),
        profile.customers(),
        draft.attributes,
        draft.empty,
        draft.kept,
        lists.of(profile),
        lists.managed(profile),
        newContactsBlocklisted,
        profile.optedOut(),
        profile.nextChange(),
        draft.omissions);
  }

  private static Optional<Value> value(Place place, Profile profile) {
    return place.target().source().field() == Field.EMAIL
        ? Optional.of(new Value.Text(profile.address()))
        : profile.value(place.target().source());
  }

  /** One contact's attributes while they are being collected. */
  private final class Draft {
    final SortedMap<String, JsonNode> attributes = new TreeMap<>();
    final SortedSet<String> empty = new TreeSet<>();
    final SortedSet<String> kept = new TreeSet<>();
    final List<Omission> omissions = new ArrayList<>();

    void add(Place place, Optional<Value> value) {
      String attribute = place.target().attribute();
      String text = value.map(Conversion::text).orElse("");
      if (place.type() == null) {
        if (!text.isEmpty()) {
          omissions.add(new Omission(attribute, Reason.MISSING_ATTRIBUTE));
        }
      } else if (value.isEmpty()) {
        kept.add(attribute);
      } else if (text.isEmpty()) {
        empty.add(attribute);
      } else {
        put(place.target(), place.type(), text);
      }
    }

    private void put(Target target, AttributeType type, String text) {
      String attribute = target.attribute();
      Optional<String> shown =
          BuiltIn.PHONES.contains(attribute) ? PhoneNumber.normalise(text) : Optional.of(text);
      Optional<JsonNode> value =
          shown.map(any -> limited(target, type, any)).flatMap(any -> Conversion.to(type, any));
      if (value.isPresent()) {
        attributes.put(attribute, value.get());
      } else {
        // Empty, not left as it is: what was written before would pass for today's value.
        empty.add(attribute);
        omissions.add(
            new Omission(attribute, shown.isEmpty() ? Reason.INVALID_PHONE : Reason.UNCONVERTIBLE));
      }
    }

    private String limited(Target target, AttributeType type, String text) {
      if (!(type instanceof AttributeType.Text)) {
        return text;
      }
      return target.source().field() == Field.SUBSCRIPTIONS
          ? limit.cutLines(text)
          : limit.cut(text);
    }
  }
}
