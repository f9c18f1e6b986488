package io.tajo.stripe.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.contact.AttributeType.Bool;
import io.tajo.stripe.contact.AttributeType.Category;
import io.tajo.stripe.contact.AttributeType.Date;
import io.tajo.stripe.contact.AttributeType.Decimal;
import io.tajo.stripe.contact.AttributeType.MultipleChoice;
import io.tajo.stripe.contact.AttributeType.Text;
import io.tajo.stripe.profile.Field;
import io.tajo.stripe.profile.Profile;
import io.tajo.stripe.profile.Profile.Membership;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Laws that hold for any history of one contact: random profiles under random manifests, delivered
 * one after the other to a Brevo of three maps.
 */
class DiffLawsTest {
  private static final int STEPS = 2_000;

  private static final List<String> TEXTS =
      List.of(
          "Gold",
          "Silver,Gold",
          "12.50",
          "12.5",
          "2024-02-29",
          "true",
          "+44 20 7946 0018",
          "0044 20 7946 0019",
          "020 7946",
          "nul\u0000 and \ud800",
          "\u0000",
          "x".repeat(60),
          "one\ntwo\n" + "three ".repeat(20));

  private static final Map<String, AttributeType> TYPES =
      Map.of(
          "NAME", new Text(),
          "SMS", new Text(),
          "TIER", new Category(Set.of("Gold", "Silver")),
          "TIERS", new MultipleChoice(Set.of("Gold", "Silver")),
          "AMOUNT", new Decimal(),
          "DAY", new Date(),
          "FLAG", new Bool(),
          "SUBS", new Text());

  private static final Map<String, String> SOURCES =
      Map.of(
          "NAME", "name",
          "SMS", "phone",
          "TIER", "metadata.tier",
          "TIERS", "metadata.tiers",
          "AMOUNT", "metadata.amount",
          "DAY", "metadata.day",
          "FLAG", "metadata.flag",
          "SUBS", "subscriptions",
          "GONE", "mrr");

  /** What Brevo holds of the contact, given the changes that it was sent. */
  private static final class Brevo {
    final Map<String, JsonNode> attributes = new TreeMap<>();
    final Set<Long> lists = new TreeSet<>();

    void take(Change change) {
      attributes.putAll(change.attributes());
      attributes.values().removeIf(value -> value.asText().isEmpty() && !value.isArray());
      lists.addAll(change.addLists());
      lists.removeAll(change.removeLists());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatWasWrittenIsNotWrittenAgain(long seed) {
    Random random = new Random(seed);
    Written written = null;
    for (int step = 0; step < STEPS; step++) {
      Desired desired = maker(random).desired(profile(random));
      boolean rewrite = random.nextInt(10) == 0;

      Change change = Diff.between(desired, written, rewrite);
      assertThat(Diff.between(desired, written, rewrite)).isEqualTo(change);
      if (desired.attributes().containsKey("SMS") && random.nextInt(4) == 0) {
        change = Diff.without(change, written, "SMS");
      }
      written = Diff.after(desired, written, change);

      assertThat(Diff.between(desired, written, false).isEmpty()).isTrue();
      assertThat(Diff.after(desired, written, Diff.between(desired, written, false)))
          .isEqualTo(written);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7, 8, 9, 10})
  void brevoEndsWithTheDesiredValuesWhateverCameBefore(long seed) {
    Random random = new Random(seed);
    ContactMaker maker = maker(new Random(seed));
    Brevo brevo = new Brevo();
    Written written = null;
    for (int step = 0; step < STEPS; step++) {
      Desired desired = maker.desired(profile(random));
      Change change = Diff.between(desired, written, random.nextInt(10) == 0);
      if (written != null && random.nextInt(10) == 0) {
        written = Diff.rejected(desired, written, "No");
        continue;
      }
      brevo.take(change);
      written = Diff.after(desired, written, change);

      if (written.rejection() == null) {
        Map<String, JsonNode> known = new TreeMap<>(brevo.attributes);
        known.keySet().removeAll(desired.kept());
        assertThat(known).isEqualTo(desired.attributes());
        assertThat(brevo.lists).containsAll(desired.lists());
        Set<Long> rest = new TreeSet<>(brevo.lists);
        rest.removeAll(desired.lists());
        assertThat(rest).doesNotContainAnyElementsOf(desired.managed());
      }
      assertThat(written.attributes()).isEqualTo(brevo.attributes);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void onlyListsOfOursAndClearingsOfOursAreWritten(long seed) {
    Random random = new Random(seed);
    Written written = null;
    for (int step = 0; step < STEPS; step++) {
      Desired desired = maker(random).desired(profile(random));
      Change change = Diff.between(desired, written, random.nextInt(5) == 0);

      assertThat(desired.managed())
          .containsAll(change.addLists())
          .containsAll(change.removeLists());
      Set<String> ours = written == null ? Set.of() : written.attributes().keySet();
      change
          .attributes()
          .forEach((name, value) ->
              assertThat(value.equals(desired.attributes().get(name)) || ours.contains(name))
                  .isTrue());
      assertThat(change.blocklist()).isIn(desired.optedOut(), false);
      assertThat(Diff.forNew(change, desired).attributes().values())
          .allSatisfy(value -> assertThat(value.toString()).isNotEqualTo("\"\""));

      written = Diff.after(desired, written, change);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {14, 15})
  void everyTextFitsAndCanBeStored(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      maker(random)
          .desired(profile(random))
          .attributes()
          .values()
          .forEach(value -> {
            String text = value.asText();
            assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(40);
            assertThat(text.codePoints().noneMatch(c -> c == 0 || (c >> 11) == 0x1B)).isTrue();
          });
    }
  }

  /** A manifest: some of the attributes mapped, one of them missing in Brevo, some lists. */
  private static ContactMaker maker(Random random) {
    Map<String, String> mapping = new HashMap<>();
    SOURCES.forEach((attribute, source) -> {
      if (random.nextInt(8) > 0) {
        mapping.put(source, attribute);
      }
    });
    Lists lists =
        new Lists(20, random.nextBoolean() ? 21L : null, random.nextBoolean() ? 22L : null);
    return new ContactMaker(
        Mapping.of(mapping), new Schema(TYPES), lists, random.nextBoolean(), 40);
  }

  private static Profile profile(Random random) {
    Person person = new Person().optedOut(random.nextInt(3) == 0).membership(membership(random));
    for (Field field : List.of(Field.NAME, Field.PHONE, Field.SUBSCRIPTIONS)) {
      switch (random.nextInt(4)) {
        case 0 -> person.empty(field);
        case 1 -> person.unreadable(field);
        default -> person.text(field, text(random));
      }
    }
    for (String key : List.of("tier", "tiers", "amount", "day", "flag")) {
      if (random.nextInt(4) > 0) {
        person.metadata(key, text(random));
      }
    }
    person.cents(Field.MRR, random.nextLong());
    return (random.nextInt(6) == 0 ? person.customers() : person).profile();
  }

  private static @Nullable Membership membership(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Membership.SUBSCRIBER;
      case 1 -> Membership.CHURNED;
      case 2 -> Membership.NEITHER;
      default -> null;
    };
  }

  private static String text(Random random) {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }
}
